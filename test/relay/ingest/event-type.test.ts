import { expect, test } from "vitest"
import type { Headers } from "../../../src/domain/headers.ts"
import { eventTypeOf } from "../../../src/relay/ingest/event-type.ts"

const BODY = Buffer.from('{"type":"invoice.paid"}')

test.each<[provider: string | null, headers: Headers, body: Uint8Array | null, type: string | null]>([
  ["stripe", [], BODY, "invoice.paid"],
  ["stripe", [], null, null],
  ["stripe", [], Buffer.from("{"), null],
  ["github", [["X-GitHub-Event", "push"]], BODY, "push"],
  [null, [["x-github-event", "push"]], BODY, "push"],
  [null, [], BODY, null],
  ["gone", [["X-Webhook-Event", "a.b"]], BODY, "a.b"],
  [null, [["X-Webhook-Event", "x".repeat(300)]], null, "x".repeat(200)],
])("a delivery of %s with headers %j is about what it says itself", (provider, headers, body, type) => {
  expect(eventTypeOf(provider, headers, body)).toBe(type)
})
