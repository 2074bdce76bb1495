import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { KEPT_RESPONSE_BYTES } from "../../../src/store/port.ts"
import { startReceiver } from "../../support/receiver.ts"
import { startRig } from "./rig.ts"

test.each([
  ["axiestudio", "user.created", 200, "delivered"],
  ["axiestudio", "user.created", 201, "pending"],
  ["axiestudio", "user.created", 204, "pending"],
  ["ainexlayer", "document.processed", 201, "delivered"],
  ["axelered", "process.completed", 204, "delivered"],
  ["accelex", "invoice.resolved", 202, "delivered"],
  ["axcelerate", "contact.contact_updated", 299, "delivered"],
] as const)("%s: after %s was answered %i the delivery is %s", async (provider, type, status, expected) => {
  const receiver = await startReceiver(() => status)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider, url: receiver.url })
  const [delivery] = await rig.publish([endpoint], { type })
  const attempted = rig.attempts(1)
  rig.dispatcher.start()
  await attempted
  expect(await rig.delivery(delivery!.id)).toMatchObject({
    status: expected,
    responseStatus: status,
    attempts: 1,
  })
})

test("a redirect is a failure and is not followed", async () => {
  const elsewhere = await startReceiver(() => 200)
  const receiver = await startReceiver((_, _number, response) => {
    response.writeHead(307, { location: elsewhere.url }).end()
  })
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "ainexlayer", url: receiver.url })
  const [delivery] = await rig.publish([endpoint], { type: "document.processed" })
  const attempted = rig.attempts(1)
  rig.dispatcher.start()
  await attempted
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "pending", responseStatus: 307 })
  expect(elsewhere.requests).toHaveLength(0)
})

test("every attempt is written down with its answer's headers and the first 64 KiB of its body", async () => {
  const body = Buffer.alloc(KEPT_RESPONSE_BYTES + 5000, "x")
  const receiver = await startReceiver((_, _number, response) => {
    response.writeHead(418, ["X-Why", "tea", "x-why", "more tea"]).end(body)
  })
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  const attempted = rig.attempts(1)
  rig.dispatcher.start()
  await attempted
  const [attempt] = await rig.store.listAttempts(delivery!.id)
  expect(attempt).toMatchObject({
    number: 1,
    url: receiver.url,
    outcome: "responded",
    status: 418,
    detail: null,
  })
  expect(attempt?.responseHeaders).toEqual(
    expect.arrayContaining([
      ["X-Why", "tea"],
      ["x-why", "more tea"],
    ]),
  )
  expect(attempt?.responseBody).toHaveLength(KEPT_RESPONSE_BYTES)
})

test("a server that is not there counts as a failed attempt", async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: `http://127.0.0.1:${port}/` })
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  const log = await rig.store.listAttempts(delivery!.id)
  expect(log.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => "refused"))
  expect((await rig.delivery(delivery!.id)).status).toBe("failed")
})

test.each([
  ["axiestudio", "user.created", 30_000],
  ["axcelerate", "contact.contact_updated", 30_000],
  ["accelex", "invoice.resolved", 5000],
  ["axelered", "process.completed", 10_000],
  ["ainexlayer", "document.processed", 30_000],
])("%s gives an attempt at %s %i ms, and silence is a timeout", async (provider, type, timeoutMs) => {
  const receiver = await startReceiver(() => {})
  const allowed: number[] = []
  const rig = await startRig({
    timeScale: 1000,
    wrapSender: (sender) => ({
      send(request) {
        allowed.push(request.timeoutMs)
        return sender.send({ ...request, timeoutMs: 30 })
      },
    }),
  })
  const endpoint = await rig.endpoint({ provider, url: receiver.url })
  const [delivery] = await rig.publish([endpoint], { type })
  const attempted = rig.attempts(1)
  rig.dispatcher.start()
  await attempted
  expect(allowed).toEqual([timeoutMs])
  expect(await rig.store.listAttempts(delivery!.id)).toMatchObject([{ outcome: "timeout", status: null }])
  expect((await rig.delivery(delivery!.id)).status).toBe("pending")
})
