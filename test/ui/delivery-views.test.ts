import { Chalk } from "chalk"
import { expect, test } from "vitest"
import type { AttemptJson, DeliveryDetailJson, DeliveryJson } from "../../src/domain/api-types.ts"
import { deliveryDetail, deliveryTable } from "../../src/ui/delivery-views.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const view = (columns: number) => ({ color: new Chalk({ level: 0 }), columns, nowMs: NOW })

function delivery(fields: Partial<DeliveryJson>): DeliveryJson {
  return {
    id: "dlv_01kf05xd3gqz1f6b6y3v5s8e2a",
    event: "user.created",
    provider: "axiestudio",
    endpoint: "ep_01kf05xd3gqz1f6b6y3v5s8e2a",
    createdAt: "2026-01-15T02:00:00Z",
    status: "delivered",
    responseStatus: 200,
    elapsedMs: 12.4,
    attempts: 1,
    nextAttemptAt: null,
    replayOf: null,
    ...fields,
  }
}

const DELIVERIES = [
  delivery({}),
  delivery({
    id: "dlv_01kf0a2m7kqz1f6b6y3v5s8e2b",
    status: "pending",
    responseStatus: 503,
    attempts: 2,
    nextAttemptAt: "2026-01-15T02:03:34Z",
  }),
  delivery({ id: "dlv_01kf0b2m7kqz1f6b6y3v5s8e2c", status: "failed", responseStatus: null, attempts: 5 }),
]

test.each([80, 120, Infinity])("deliveries fit a screen of %d cells", (columns) => {
  const table = deliveryTable(DELIVERIES, view(columns))
  expect(table).toMatchSnapshot()
  expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns)
})

const ATTEMPT: AttemptJson = {
  id: "att_1",
  attempt: 1,
  at: "2026-01-15T02:00:00Z",
  url: "https://example.com/hooks",
  outcome: "responded",
  status: 204,
  elapsedMs: 12.4,
  detail: null,
  response: null,
}

function detail(body: Uint8Array, fields: Partial<DeliveryDetailJson> = {}): DeliveryDetailJson {
  return {
    ...delivery({ status: "failed", attempts: 2, responseStatus: null }),
    request: {
      method: "POST",
      url: "https://example.com/hooks?a&a=1",
      headers: [
        ["X-Webhook-Event", "user.created"],
        ["x-dup", "1"],
        ["x-dup", "2"],
      ],
      bodyBase64: Buffer.from(body).toString("base64"),
      bodyBytes: body.length,
    },
    attemptLog: [ATTEMPT, { ...ATTEMPT, attempt: 2, outcome: "refused", status: null }],
    ...fields,
  }
}

test("a delivery shows its request as sent, every attempt and the verdict", () => {
  expect(deliveryDetail(detail(Buffer.from('{"event":"user.created"}')), view(80))).toMatchSnapshot()
})

test.each<[string, Uint8Array, string]>([
  ["bytes that are not text", Uint8Array.of(0xff, 0xfe, 0x80), "(3 B of binary data)"],
  ["NULs", new Uint8Array(4), "(4 B of binary data)"],
  ["nothing", new Uint8Array(), "(no body)"],
  ["escape sequences", Buffer.from("a\u001b[2Jb"), "a\\x1b[2Jb"],
  ["a long text", Buffer.from("x".repeat(5000)), "(the first part of 4.9 KB; --json has more)"],
])("a body of %s is shown safely", (_, body, shown) => {
  expect(deliveryDetail(detail(body), view(80))).toContain(shown)
})

const FAILED = {
  verified: false,
  reason: "no-match",
  causes: [
    {
      id: "body-reserialised-javascript",
      title: "The body was parsed and written anew before it was verified.",
      proof: "Recomputed over JSON.stringify(JSON.parse(body)), it is the signature that arrived.",
      fix: "Verify the raw bytes.",
    },
  ],
}

test("what a listener found of the signature stands with the delivery, with the cause and the fix", () => {
  const text = deliveryDetail(detail(Buffer.from("{}"), { verdict: FAILED }), view(80))
  expect(text).toMatchSnapshot()
})

test("a list says it of each where any was judged", () => {
  const judged = [
    delivery({ verdict: FAILED }),
    delivery({ verdict: { verified: true, reason: "ok" } }),
    delivery({}),
  ]
  const table = deliveryTable(judged, view(120))
  expect(table.split("\n").map((line) => line.match(/SIGNATURE|no-match|verified|-$/)?.[0])).toEqual([
    "SIGNATURE",
    "no-match",
    "verified",
    "-",
  ])
})
