import { expect, test } from "vitest"
import { parseProviderFile } from "../../../src/config/provider-file.ts"
import type { Provider } from "../../../src/providers/provider.ts"
import { requireEventType } from "../../../src/providers/registry.ts"
import { sampleContext } from "../../../src/providers/sample.ts"
import { buildPayload } from "../../../src/sender/build-payload.ts"

const MINIMAL = 'scheme: { algorithm: hmac-sha256, headers: { X-Sig: "{signature}" } }\n'
const provider = (text: string): Provider => parseProviderFile(`id: acme\nname: Acme\n${text}`, "./acme.yaml")
const bodyOf = (from: Provider, type: string, id: string): unknown =>
  JSON.parse(buildPayload({ provider: from, type, timeMs: 0, seed: "1", id }).body.toString())

test.each([
  [
    'envelope: { kind: "{event}", ref: "{id}", data: "{data}" }',
    { event: { path: "kind" }, id: { path: "ref" } },
  ],
  ['headers: { X-Kind: "{event}", X-Id: "{id}" }', { event: { header: "X-Kind" }, id: { header: "X-Id" } }],
  [
    'envelope: { meta: { kind: "{event}" }, data: "{data}" }',
    { event: { path: "meta.kind" }, id: { path: "data.id" } },
  ],
  ["events: { a.b: { sample: { kind: a.b } }, c.d: { sample: { kind: c.d } } }", { event: { path: "kind" } }],
  ["events: { a.b: { sample: { kind: a.b } }, c.d: { sample: { kind: other } } }", {}],
  ['envelope: [{ e: "{event}", d: "{data}" }]', { event: { path: "0.e" }, id: { path: "0.d.id" } }],
  ['envelope: { "a.b": "{event}", d: "{data}" }\nevents: { x.y: { sample: { n: 1 } } }', {}],
  ['names: { id: { path: id } }\nevents: { x.y: { sample: { id: "{id}" } } }', { id: { path: "id" } }],
])("%s: the event type and id are found where they stand", (text, names) => {
  expect(provider(`${MINIMAL}${text}\n`).names).toEqual(names)
})

test("an event without a sample, and one that is not listed, have {id, type} as data", () => {
  const listed = provider(`${MINIMAL}events: { a.b: }\notherEvents: dotted\n`)
  expect(bodyOf(listed, "a.b", "evt_1")).toEqual({ id: "evt_1", type: "a.b" })
  expect(bodyOf(listed, "c.d", "evt_2")).toEqual({ id: "evt_2", type: "c.d" })
  expect(() => requireEventType(listed, "plain")).toThrow(expect.objectContaining({ code: "EVENT_UNKNOWN" }))
  expect(bodyOf(provider(MINIMAL), "anything at all", "evt_3")).toEqual({
    id: "evt_3",
    type: "anything at all",
  })
})

test("event types that are not listed are refused beside listed ones, and the hint names the file", () => {
  const own = provider(`${MINIMAL}events: { a.b: }\n`)
  expect(() => requireEventType(own, "zzzzzzzzz")).toThrow(
    expect.objectContaining({ hint: "Run `whk events --provider ./acme.yaml` to see every event type." }),
  )
})

test("the envelope keeps the order of the file and takes values of every kind", () => {
  const own = provider(`${MINIMAL}
eventId: "evt_{hex:4}"
envelope: { z: "{now-s}", a: ["{int:5-5}", null, true, 1.5], id: "{id}", ref: "{hex:8#x}-{hex:8#x}", open: "{brace}name}", data: "{data}" }
events: { a.b: { sample: { at: "{now-iso}" } } }
`)
  const { body } = buildPayload({ provider: own, type: "a.b", timeMs: 1000, seed: "1" })
  expect(body.toString()).toMatch(
    /^\{"z":1,"a":\[5,null,true,1.5\],"id":"evt_[0-9a-f]{4}","ref":"([0-9a-f]{8})-\1","open":"\{name\}","data":\{"at":"1970-01-01T00:00:01.000Z"\}\}$/,
  )
})

test("a form is built and its event type is taken from a header", () => {
  const own = provider(`
scheme: { algorithm: hmac-sha1, digest: base64, content: "{url}{form}", headers: { X: "{signature}" } }
bodyFormat: form
headers: { Content-Type: application/x-www-form-urlencoded, X-Event: "{event}" }
events: { a.b: { sample: { To: "+1", Tags: [1] } } }
`)
  expect(buildPayload({ provider: own, type: "a.b", timeMs: 0, seed: "1" }).body.toString()).toBe(
    "To=%2B1&Tags=%5B1%5D",
  )
})

test("random values differ between events and repeat with the seed", () => {
  const own = provider(`${MINIMAL}eventId: "evt_{base62:24}"\n`)
  const id = (seed: string): string => own.newEventId(sampleContext(seed, 0))
  expect(id("1")).toBe(id("1"))
  expect(id("1")).not.toBe(id("2"))
})

test("an event's headers stand in place of the provider's, and the envelope takes parts of the data", () => {
  const own = provider(`${MINIMAL}
headers: { Content-Type: application/json, X-Kind: "{event}" }
bodyEscapes: non-ascii
envelope: { ref: "{data.order.id}", "...": "{data}" }
events:
  a.b: { headers: { X-Kind: special }, sample: { order: { id: 7 }, name: "é" } }
`)
  expect(own.events[0]?.headers).toEqual([["X-Kind", "special"]])
  expect(buildPayload({ provider: own, type: "a.b", timeMs: 0, seed: "1" }).body.toString()).toBe(
    '{"ref":7,"order":{"id":7},"name":"\\u00e9"}',
  )
})
