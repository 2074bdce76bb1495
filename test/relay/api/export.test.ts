import { afterAll, beforeAll, expect, test } from "vitest"
import { readAll } from "../../support/read-captures.ts"
import { aDelivery } from "../../support/store-rows.ts"
import { type Rig, startApi } from "./rig.ts"
import { storeLarge } from "./store-large.ts"

let api: Rig
let id: string
beforeAll(async () => {
  api = await startApi()
  const inbox = await api.services.inboxes.save(api.workspace, { name: "shop" })
  const delivery = aDelivery({ workspace: api.workspace, origin: { kind: "inbox", inbox: inbox.id } })
  await api.store.insertDelivery(delivery)
  id = delivery.id
})
afterAll(() => api.close())

const get = (format: string) => api.call("GET", `/v1/deliveries/${id}/export?format=${format}`)

test.each([
  ["http", "http"],
  ["curl", "sh"],
  ["har", "har"],
  ["capture", "capture.json"],
])("a delivery is written down as %s, and reads back as the same request", async (format, ending) => {
  const { status, json } = await get(format)
  expect(status).toBe(200)
  expect(json.fileName).toBe(`${id}.${ending}`)
  const {
    captures: [capture],
  } = await readAll(Buffer.from(json.bodyBase64, "base64"))
  expect(capture).toMatchObject({ method: "POST" })
  expect(capture!.url).toMatch(/\/hooks\?a&a=1&b=%2F$/)
  expect(capture!.headers).toEqual(
    expect.arrayContaining([
      ["X-Twice", "1"],
      ["x-TWICE", "2"],
    ]),
  )
  expect(Buffer.from(capture!.body).toString()).toBe('{"type":"user.created"}')
})

test("a large body is written down whole", async () => {
  const body = Buffer.alloc(2 * 1024 * 1024, "x")
  const id = await storeLarge(api, body)
  const { json } = await api.call("GET", `/v1/deliveries/${id}/export?format=capture`)
  const {
    captures: [capture],
  } = await readAll(Buffer.from(json.bodyBase64, "base64"))
  expect(capture!.body.length).toBe(body.length)
})

test("an unknown notation is refused", async () => {
  expect(await get("pdf")).toMatchObject({ status: 422, json: { code: "USAGE" } })
})
