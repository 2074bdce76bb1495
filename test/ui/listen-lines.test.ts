import { Chalk } from "chalk"
import fc from "fast-check"
import { expect, test } from "vitest"
import { SETTLED } from "./settled.ts"
import { cellsOf } from "../../src/ui/cells.ts"
import {
  compactReady,
  compactSettled,
  prettyReady,
  prettySettled,
  type ReadyView,
} from "../../src/ui/listen-lines.ts"

const SCREEN = { color: new Chalk({ level: 0 }), columns: 80 }
const READY: ReadyView = {
  url: "http://127.0.0.1:4400/in/abcdefghijklmnopqrstuvwx",
  inbox: "shop-3f2a1c",
  forward: "http://localhost:3000/",
  forwardFrom: "the default",
  probe: "ok",
  isLocalOnly: true,
  queued: 3,
  routes: [],
}

test("the ready line stands first, with the facts in columns below", () => {
  expect(prettyReady(READY, SCREEN).split("\n")).toEqual([
    "ready       http://127.0.0.1:4400/in/abcdefghijklmnopqrstuvwx",
    "forward to  http://localhost:3000/ (from the default)",
    "inbox       shop-3f2a1c",
    "note        This URL is reachable only from this machine; see --public-url.",
    "waiting     3 deliveries",
    "",
  ])
})

test("routes stand above what is forwarded to, which may be nothing else", () => {
  const routes = [{ types: "invoice.*", target: "http://localhost:4000/inv" }]
  expect(
    prettyReady({ ...READY, routes, forward: null }, SCREEN)
      .split("\n")
      .slice(1, 3),
  ).toEqual(["route       invoice.* → http://localhost:4000/inv", "forward to  its routes only"])
})

test("a verdict, a skip and a fault on purpose stand at the end", () => {
  const verdict = { verified: false, reason: "no-match" }
  const lines = [
    { ...SETTLED, verdict, event: "a" },
    { ...SETTLED, verdict: { verified: true, reason: "ok" }, injected: ["duplicate"], event: "a" },
    { ...SETTLED, result: { skipped: "filter" }, event: "a" },
  ].map((view) => prettySettled(view, { ...SCREEN, columns: 100 }))
  expect(lines).toEqual([
    "12:03:04  200         12ms  a                         POST /  268 B  not verified: no-match",
    "12:03:04  200         12ms  a                         POST /  268 B  verified  injected duplicate",
    "12:03:04  skipped        -  a                         POST /  268 B  not asked for",
  ])
})

test("compact says the same in one line", () => {
  expect(compactReady({ ...READY, queued: 1 }, SCREEN)).toBe(
    "ready http://127.0.0.1:4400/in/abcdefghijklmnopqrstuvwx → http://localhost:3000/ (from the default)" +
      " (inbox shop-3f2a1c, reachable only from this machine, 1 delivery waiting)",
  )
})

test("deliveries stand in columns, a failure with its reason below", () => {
  const refused = { outcome: "refused", detail: "localhost:3000 refused the connection" }
  const lines = [
    SETTLED,
    { ...SETTLED, target: "/hooks?a=1", event: null, result: { status: 503 }, elapsedMs: 1234, attempt: 2 },
    { ...SETTLED, event: "customer.subscription.trial_will_end", target: `/${"x".repeat(100)}` },
    { ...SETTLED, result: refused },
  ].map((view) => prettySettled(view, SCREEN))
  expect(lines.join("\n").split("\n")).toEqual([
    "12:03:04  200         12ms  user.created              POST /  268 B",
    "12:03:04  503           1s  -                  POST /hooks?a=1  268 B  attempt 2",
    "12:03:04  200         12ms  customer.subscription.trial_wi…  POST /xxxxx…  268 B",
    "12:03:04  refused     12ms  user.created              POST /  268 B",
    "          localhost:3000 refused the connection",
  ])
})

const hostile = fc.string({ unit: "binary", maxLength: 300 })

test("whatever a sender writes, a delivery is one line that fits the screen and moves no cursor", () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (method, target, event) => {
      const line = prettySettled({ ...SETTLED, method: method.slice(0, 7), target, event }, SCREEN)
      // oxlint-disable-next-line no-control-regex
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
      expect(cellsOf(line)).toBeLessThanOrEqual(SCREEN.columns)
    }),
  )
})

test("compact cuts nothing a person would look for, and stays one line", () => {
  const target = `/${"x".repeat(300)}\n\u001b[2J`
  expect(compactSettled({ ...SETTLED, target, attempt: 2 }, SCREEN)).toBe(
    `${SETTLED.at.toISOString()} 200 12ms POST /${"x".repeat(300)}\\n\\x1b[2J user.created 268 B dlv_01 attempt 2`,
  )
})
