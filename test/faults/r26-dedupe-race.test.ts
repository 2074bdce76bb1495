import { expect, test } from "vitest"
import type { DeliveryJson, ListPage } from "../../src/domain/api-types.ts"
import { connectListener } from "../support/fake-listener.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { inboxUrlOf } from "../relay/hub/inbox-rig.ts"
import { figures } from "./support/figures.ts"

const AT_ONCE = 64
const ROUNDS = 10

test("R26: 64 posts of one id at once are one delivery, one request at the app and 64 answers of 2xx", async ({
  task,
}) => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { provider: "github" })
  const url = await inboxUrlOf(listener)
  let answered = 0
  const ids = new Set<string>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const headers = { "x-github-event": "push", "x-github-delivery": `guid-${round}` }
    const post = (): Promise<Response> => fetch(url, { method: "POST", headers, body: `{"round":${round}}` })
    const sending = Promise.all(Array.from({ length: AT_ONCE }, post))
    const request = await listener.frame("request", round)
    listener.answer(request)
    for (const answer of await sending) {
      if (answer.ok) answered += 1
      const id = answer.headers.get("x-whk-delivery-id")
      if (id !== null) expect(id).toBe(request.info.delivery)
    }
    ids.add(request.info.delivery)
  }
  const { items }: ListPage<DeliveryJson> = (await relay.api("GET", "/v1/deliveries?limit=100")).json
  const requests = listener.frames.filter(({ type }) => type === "request").length
  figures(task, { rounds: ROUNDS, "posts each": AT_ONCE, deliveries: items.length, requests, answered })
  expect(new Set(items.map(({ id }) => id))).toEqual(ids)
  expect(items.map(({ duplicates }) => duplicates)).toEqual(items.map(() => AT_ONCE - 1))
  expect([items.length, requests, answered]).toEqual([ROUNDS, ROUNDS, ROUNDS * AT_ONCE])
})
