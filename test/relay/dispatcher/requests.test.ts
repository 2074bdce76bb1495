import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { headerValues } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { type Received, startReceiver } from "../../support/receiver.ts"
import { SECRET, startRig } from "./rig.ts"
import { verify } from "../../support/signing.ts"

const BODY = Buffer.from('{"event":"user.created","timestamp":"2026-01-15T02:03:04Z","data":{"n":"é"}}')
const OTHER_SECRET = "fedcba9876543210fedcba9876543210"

function verdict(provider: string, received: Received, secrets: readonly string[], nowMs: number): string {
  const { headers, body } = received
  return verify(findProvider(provider).scheme, { headers, body, secrets, nowMs }).reason
}

test.each([
  ["axiestudio", "user.created"],
  ["axcelerate", "contact.contact_updated"],
  ["accelex", "invoice.resolved"],
  ["axelered", "process.completed"],
  ["ainexlayer", "document.processed"],
])("every attempt of %s carries the same bytes and a signature that verifies", async (provider, type) => {
  const receiver = await startReceiver((_, number) => (number === 3 ? 200 : 500))
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider, url: receiver.url })
  const [delivery] = await rig.publish([endpoint], { type, body: BODY })
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)

  expect(receiver.requests.map(({ method, target }) => `${method} ${target}`)).toEqual(
    Array.from({ length: 3 }, () => "POST /hooks"),
  )
  expect(receiver.requests.filter(({ body }) => !body.equals(BODY))).toEqual([])
  const reasons = receiver.requests.map((received) => verdict(provider, received, [SECRET], rig.clock.now()))
  expect(reasons).toEqual(["ok", "ok", "ok"])
})

test("bytes that are no text arrive as they are", async () => {
  const receiver = await startReceiver(() => 200)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const body = Buffer.concat([Buffer.from([0, 0xff, 0xc3]), randomBytes(200_000)])
  const [delivery] = await rig.publish([endpoint], { body })
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await ended
  expect(receiver.requests[0]?.body.equals(body)).toBe(true)
})

test("each attempt is stamped with its own time and the delivery's one event", async () => {
  const receiver = await startReceiver((_, number) => (number === 3 ? 200 : 500))
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const publishedAt = Math.floor(rig.clock.now() / 1000)
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  const stamps = receiver.requests.flatMap(({ headers }) => headerValues(headers, "x-webhook-timestamp"))
  expect(stamps.map((stamp) => Number(stamp) - publishedAt)).toEqual([0, 2, 6])
  const log = await rig.store.listAttempts(delivery!.id)
  expect(
    log.flatMap(({ requestHeaders }) => headerValues(requestHeaders ?? [], "X-Webhook-Timestamp")),
  ).toEqual(stamps)
})

test("a time of sending in the body is that of each attempt, and nothing else of the body changes", async () => {
  const receiver = await startReceiver((_, number) => (number === 2 ? 200 : 500))
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "linear", url: receiver.url })
  const bodyAt = (timeMs: number) => `{"type":"Issue","data":{"n":1.0},"webhookTimestamp":${timeMs}}`
  const body = Buffer.from(bodyAt(rig.clock.now()))
  const [delivery] = await rig.publish([endpoint], { type: "Issue", body })
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  const times = (await rig.store.listAttempts(delivery!.id)).map(({ at }) => at)
  expect(times[1]! - times[0]!).toBe(60_000)
  expect(receiver.requests.map((received) => received.body.toString())).toEqual(times.map(bodyAt))
  const reasons = receiver.requests.map((received, n) => verdict("linear", received, [SECRET], times[n]!))
  expect(reasons).toEqual(["ok", "ok"])
})

test("a secret rotated between two attempts signs from the next attempt on", async () => {
  const rig = await startRig()
  const receiver = await startReceiver((_, number) => {
    if (number > 1) return 200
    return rig.store.updateEndpoint({ ...endpoint, secret: OTHER_SECRET }).then(() => 500)
  })
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  const [before, after] = receiver.requests
  const now = rig.clock.now()
  expect(verdict("axiestudio", before!, [SECRET], now)).toBe("ok")
  expect(verdict("axiestudio", after!, [OTHER_SECRET], now)).toBe("ok")
  expect(verdict("axiestudio", after!, [SECRET], now)).toBe("no-match")
})

test("while a rotation overlaps both secrets sign, afterwards only the new one", async () => {
  const receiver = await startReceiver((_, number) => (number === 2 ? 200 : 500))
  const rig = await startRig()
  const secret = `whsec_${Buffer.from(SECRET).toString("base64")}`
  const previous = `whsec_${Buffer.from(OTHER_SECRET).toString("base64")}`
  const endpoint = await rig.endpoint({
    provider: "standard-webhooks",
    url: receiver.url,
    secret,
    previousSecret: { secret: previous, until: rig.clock.now() + 1000 },
  })
  const [delivery] = await rig.publish([endpoint], { type: "invoice.paid" })
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  const [during, after] = receiver.requests
  const log = await rig.store.listAttempts(delivery!.id)
  const [first, second] = log.map(({ at }) => at)
  expect(verdict("standard-webhooks", during!, [secret], first!)).toBe("ok")
  expect(verdict("standard-webhooks", during!, [previous], first!)).toBe("ok")
  expect(verdict("standard-webhooks", after!, [secret], second!)).toBe("ok")
  expect(verdict("standard-webhooks", after!, [previous], second!)).toBe("no-match")
  expect(new Set(receiver.requests.flatMap(({ headers }) => headerValues(headers, "webhook-id")))).toEqual(
    new Set([delivery!.origin.kind === "endpoint" ? delivery!.origin.event : ""]),
  )
})

test("an aXcelerate endpoint without a key is sent version 0 and an empty signature", async () => {
  const receiver = await startReceiver(() => 200)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axcelerate", url: receiver.url, secret: null })
  const [delivery] = await rig.publish([endpoint], { type: "contact.contact_updated" })
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await ended
  const { headers } = receiver.requests[0]!
  expect(headerValues(headers, "ax-signature-version")).toEqual(["0"])
  expect(headerValues(headers, "ax-signature")).toEqual([""])
})

test("a secret its scheme cannot read blocks the attempt and says why without showing it", async () => {
  const receiver = await startReceiver(() => 200)
  const rig = await startRig()
  const endpoint = await rig.endpoint({
    provider: "standard-webhooks",
    url: receiver.url,
    secret: "whsec_%%not-base64%%",
  })
  const [delivery] = await rig.publish([endpoint], { type: "invoice.paid" })
  const attempted = rig.attempts(1)
  rig.dispatcher.start()
  await attempted
  const [attempt] = await rig.store.listAttempts(delivery!.id)
  expect(attempt).toMatchObject({ outcome: "blocked", status: null, requestHeaders: null })
  expect(attempt?.detail).not.toContain("not-base64")
  expect(receiver.requests).toHaveLength(0)
  expect((await rig.delivery(delivery!.id)).status).toBe("pending")
})
