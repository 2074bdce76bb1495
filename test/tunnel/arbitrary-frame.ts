import fc from "fast-check"
import type { Header } from "../../src/domain/headers.ts"
import type { Frame, RequestInfo, ResponseInfo } from "../../src/tunnel/frames.ts"

const text = fc.string({ unit: "binary", maxLength: 40 })
const count = fc.nat()
const stream = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const attempt = fc.integer({ min: 1, max: 1000 })
const body = fc.uint8Array({ maxLength: 300 })

const name = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/)
// Latin-1 without control characters, as Node reads a header's value.
const value = fc
  .array(
    fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }), fc.constant(9)),
    {
      maxLength: 30,
    },
  )
  .map((codes) => String.fromCharCode(...codes))
const headers = fc.array(fc.tuple(name, value) satisfies fc.Arbitrary<Header>, { maxLength: 6 })

const hello = fc.record(
  {
    inbox: text,
    provider: text,
    probeNonce: text,
    maxInFlight: attempt,
    listener: text,
    share: fc.constantFrom("newest", "broadcast", "round-robin"),
    exclusive: fc.boolean(),
    ordered: fc.boolean(),
    sinceAgoMs: count,
    sinceDelivery: text,
    policy: fc.record(
      {
        respond: fc.constantFrom("local", "ack"),
        offline: fc.constantFrom("queue", "reject"),
        retries: fc.option(fc.constantFrom("provider", "whk", "none")),
        maxBacklog: fc.option(count),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["inbox", "probeNonce", "maxInFlight"] },
)
const welcome = fc.record({
  session: text,
  epoch: count,
  inbox: fc.record({ id: text, name: text, url: text }),
  inspector: fc.option(text),
  queued: count,
})
const request: fc.Arbitrary<RequestInfo> = fc.record({
  delivery: text,
  attempt,
  epoch: count,
  kind: fc.constantFrom("live", "queued", "replay", "copy", "probe"),
  method: text,
  target: text,
  headers,
  bodyBytes: count,
  receivedAt: count,
})
const cause = fc.record({ id: text, title: text, proof: text, fix: text })
const verdict = fc.record(
  { verified: fc.boolean(), reason: text, causes: fc.array(cause, { maxLength: 3 }) },
  { requiredKeys: ["verified", "reason"] },
)
const responded: fc.Arbitrary<ResponseInfo> = fc.record(
  {
    delivery: text,
    attempt,
    epoch: count,
    outcome: fc.constant("responded" as const),
    status: fc.integer({ min: 200, max: 599 }),
    headers,
    elapsedMs: count,
    verdict,
    repeated: fc.boolean(),
  },
  { requiredKeys: ["delivery", "attempt", "epoch", "outcome", "status", "headers", "elapsedMs"] },
)
const notResponded: fc.Arbitrary<ResponseInfo> = fc.record(
  {
    delivery: text,
    attempt,
    epoch: count,
    outcome: fc.constantFrom("refused", "timeout", "dns", "tls", "reset", "blocked", "unknown"),
    elapsedMs: count,
    detail: text,
    verdict,
  },
  { requiredKeys: ["delivery", "attempt", "epoch", "outcome", "elapsedMs"] },
)
const goaway = fc.record(
  {
    reason: fc.constantFrom("shutdown", "replaced", "busy", "protocol", "closing"),
    message: text,
    retryAfterMs: count,
  },
  { requiredKeys: ["reason", "message"] },
)

/** Any frame that a peer may send. */
export const anyFrame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ type: fc.constant("hello"), info: hello }),
  fc.record({ type: fc.constant("welcome"), info: welcome }),
  fc.record({ type: fc.constant("request"), stream, last: fc.boolean(), info: request, body }),
  fc.record({ type: fc.constant("data"), stream, body }),
  fc.record({ type: fc.constant("end"), stream }),
  fc.record({
    type: fc.constant("response"),
    stream,
    last: fc.boolean(),
    info: fc.oneof(responded, notResponded),
    body,
  }),
  fc.record({ type: fc.constant("credit"), stream, bytes: stream }),
  fc.record({ type: fc.constant("cancel"), stream, reason: text }),
  fc.record({ type: fc.constant("ack"), info: fc.record({ delivery: text, attempt }) }),
  fc.record({ type: fc.constant("gap"), info: fc.record({ from: text, to: text, count }) }),
  fc.record({ type: fc.constant("ping") }),
  fc.record({ type: fc.constant("pong") }),
  fc.record({ type: fc.constant("goaway"), info: goaway }),
)
