import { Chalk } from "chalk"
import { expect, test } from "vitest"
import type { SievePlan } from "../../../src/commands/listen/sieve-flags.ts"
import { Teller } from "../../../src/commands/listen/teller.ts"
import type { ListenEvent } from "../../../src/listen/events.ts"
import type { Forwarder } from "../../../src/listen/forwarder.ts"
import type { Output } from "../../../src/ui/output.ts"
import { FakeClock } from "../../support/fake-clock.ts"

const color = new Chalk({ level: 0 })

const NOBODY = { provider: undefined, relayProvider: undefined }
const NO_SIEVE = {
  events: [],
  filters: [],
  verify: false,
  rejectUnverified: false,
  dedupe: false,
  inject: undefined,
  seed: undefined,
}

/** A teller and what it wrote, the lines on stderr with `!` before them. */
function startTeller(format: "pretty" | "compact" | "json", routes: SievePlan["routes"] = []) {
  const written: string[] = []
  const out: Output = {
    json: false,
    interactive: false,
    columns: Infinity,
    color,
    talkColor: color,
    terminal: undefined,
    progressTo: undefined,
    divert: () => () => {},
    data: (text) => void written.push(text),
    bytes: (bytes) => void written.push(Buffer.from(bytes).toString().trimEnd()),
    value() {},
    line() {},
    drained: () => Promise.resolve(),
    talk: (text) => void written.push(`! ${text}`),
    passOn() {},
    warn() {},
    error() {},
  }
  const context = {
    out,
    clock: new FakeClock(),
    env: {},
    cwd: "/",
    stdin: process.stdin,
    stop: AbortSignal.any([]),
  }
  return { teller: new Teller(context, { format, sender: NOBODY, sieve: { ...NO_SIEVE, routes } }), written }
}

const REQUEST = {
  delivery: "dlv_1",
  attempt: 1,
  epoch: 1,
  kind: "live",
  method: "POST",
  target: "",
  headers: [],
  bodyBytes: 2,
  receivedAt: 0,
} as const
const ARRIVED: Extract<ListenEvent, { type: "delivery" }> = {
  type: "delivery",
  request: REQUEST,
  body: Buffer.from('{"type":"a.b"}'),
}
const ANSWERED: Extract<ListenEvent, { type: "response" }> = {
  type: "response",
  request: REQUEST,
  target: "t",
  status: 200,
  headers: [],
  elapsedMs: 1.25,
  body: new Uint8Array(),
  bodyIsWhole: true,
}
const AWAY: ListenEvent = { type: "reconnecting", delayMs: 1234, reason: "gone" }
const BACK: ListenEvent = {
  type: "welcome",
  first: false,
  probeNonce: "n",
  welcome: { session: "s", epoch: 2, inbox: { id: "i", name: "shop", url: "u" }, inspector: null, queued: 0 },
}

function ready(url: string): Parameters<Teller["ready"]>[0] {
  const line = {
    type: "ready",
    url,
    inbox: "shop",
    forward: null,
    inspector: null,
    relay: "r",
    probe: "ok",
  } as const
  return { line, forwardFrom: null, isLocalOnly: false, queued: 0 }
}

test("people read the ready line first, whatever came before it", () => {
  const { teller, written } = startTeller("compact")
  teller.tell(ARRIVED)
  teller.tell(ANSWERED)
  expect(written).toEqual([])
  teller.ready(ready("http://a/in/1"))
  expect(written).toEqual([
    "ready http://a/in/1 → nowhere: stored and shown only (inbox shop)",
    "2026-01-15T02:03:04.567Z 200 1ms POST / a.b 2 B dlv_1",
  ])
})

test("what was held back is said when no ready line comes any more", () => {
  const { teller, written } = startTeller("compact")
  teller.tell(ANSWERED)
  teller.flush()
  expect(written).toHaveLength(1)
})

test("people are told once that the relay is gone, once that it is back, and of a URL only when it is new", () => {
  const { teller, written } = startTeller("compact")
  teller.ready(ready("http://a/in/1"))
  teller.tell(AWAY)
  teller.tell(AWAY)
  teller.tell(BACK)
  teller.ready(ready("http://a/in/1"))
  teller.tell(AWAY)
  teller.tell(BACK)
  teller.ready(ready("http://b/in/1"))
  expect(written).toEqual([
    "ready http://a/in/1 → nowhere: stored and shown only (inbox shop)",
    "! The relay is gone (gone); trying again until it is back.",
    "! Connected again.",
    "! The relay is gone (gone); trying again until it is back.",
    "! Connected again.",
    "ready http://b/in/1 → nowhere: stored and shown only (inbox shop)",
  ])
})

test("programs get every event as it comes, as one line of JSON", () => {
  const { teller, written } = startTeller("json")
  teller.tell(ARRIVED)
  teller.tell(ANSWERED)
  teller.ready(ready("http://a/in/1"))
  teller.tell({ type: "gap", from: "a", to: "b", count: 3 })
  teller.tell({ type: "closed", reason: "closed" })
  expect(
    written.filter((line) => !line.startsWith("!")).map((line): unknown => JSON.parse(line)),
  ).toMatchObject([
    { type: "delivery", id: "dlv_1", event: "a.b", bytes: 2, path: "" },
    { type: "response", id: "dlv_1", target: "t", status: 200, elapsedMs: 1.3 },
    { type: "ready", url: "http://a/in/1", probe: "ok" },
    { type: "gap", from: "a", to: "b", count: 3 },
    { type: "closed", reason: "closed" },
  ])
})

const TARGET = (target: string): Forwarder => ({
  target,
  forward: () => ({ resume() {}, abort() {} }),
  close: () => Promise.resolve(),
})

test("of a delivery with several targets people read a line each, with its event, its verdict and its target", () => {
  const target = { protocol: "http:", host: "a", port: 1, path: "/" } as const
  const { teller, written } = startTeller("compact", [{ patterns: ["a.*", "b"], target }])
  const { line, ...rest } = ready("http://a/in/1")
  teller.ready({ line: { ...line, routes: [{ types: "a.*,b", target: "http://a:1/" }] }, ...rest })
  const decision = {
    event: "a.b",
    verdict: { verified: false, reason: "stale" },
    injected: ["flip-byte"],
    to: [TARGET("http://a:1/"), TARGET("t")],
  } as const
  teller.tell({ ...ARRIVED, decision })
  teller.tell({ ...ANSWERED, target: "http://a:1/" })
  teller.tell({
    type: "failed",
    request: REQUEST,
    target: "t",
    outcome: "reset",
    elapsedMs: 1,
    detail: "gone",
  })
  expect(written).toEqual([
    "ready http://a/in/1 → its routes only (a.*,b → http://a:1/, inbox shop)",
    "2026-01-15T02:03:04.567Z 200 1ms POST / a.b 2 B dlv_1 to http://a:1/ not verified: stale injected flip-byte",
    "2026-01-15T02:03:04.567Z reset 1ms POST / a.b 2 B dlv_1 to t not verified: stale injected flip-byte (gone)",
  ])
})

test("programs get the verdict and the faults with the delivery, and of a skipped one a line alone", () => {
  const { teller, written } = startTeller("json")
  const decision = {
    event: "a.b",
    verdict: { verified: true, reason: "ok" },
    injected: ["delay"],
    to: [],
  } as const
  teller.tell({ ...ARRIVED, decision })
  teller.tell({ type: "skipped", request: REQUEST, event: "c", reason: "route" })
  expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      type: "delivery",
      id: "dlv_1",
      method: "POST",
      path: "",
      event: "a.b",
      bytes: 2,
      verified: true,
      reason: "ok",
      injected: ["delay"],
    },
    { type: "skipped", id: "dlv_1", event: "c", reason: "route" },
  ])
})
