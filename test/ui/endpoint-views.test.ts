import { Chalk } from "chalk"
import { expect, test } from "vitest"
import type { EndpointJson } from "../../src/domain/api-types.ts"
import { endpointDetail, endpointTable, totalsLine } from "../../src/ui/endpoint-views.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const view = (columns: number) => ({ color: new Chalk({ level: 0 }), columns, nowMs: NOW })

function endpoint(fields: Partial<EndpointJson>): EndpointJson {
  return {
    id: "ep_01kf05xd3gqz1f6b6y3v5s8e2a",
    provider: "axiestudio",
    url: "https://api.example.com/webhooks/axiestudio",
    name: "production",
    description: null,
    events: ["user.created", "user.updated", "role.changed"],
    active: true,
    secrets: 1,
    lastDeliveryAt: "2026-01-15T02:01:00Z",
    createdAt: "2026-01-12T02:03:04Z",
    updatedAt: "2026-01-12T02:03:04Z",
    ...fields,
  }
}

const ENDPOINTS = [
  endpoint({}),
  endpoint({
    id: "ep_01kf0a2m7kqz1f6b6y3v5s8e2b",
    provider: "accelex",
    url: "http://localhost:3000/",
    events: ["invoice.resolved"],
    active: false,
    lastDeliveryAt: null,
    createdAt: "2026-01-15T02:03:04Z",
  }),
]

test.each([80, 120, Infinity])("endpoints fit a screen of %d cells", (columns) => {
  const table = endpointTable(ENDPOINTS, view(columns))
  expect(table).toMatchSnapshot()
  expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns)
})

test("what stands in the table cannot move the cursor or reorder the line", () => {
  const table = endpointTable([endpoint({ url: "https://a/\u001b[2J\u202e", events: ["a\nb"] })], view(200))
  expect(table).toContain("https://a/\\x1b[2J\\u{202e}")
  expect(table).toContain("a\\nb")
})

test("a detail view tells every fact, and of the secret only how many there are", () => {
  expect(endpointDetail(ENDPOINTS[0]!, view(80))).toMatchSnapshot()
})

test("a secret is shown where the answer has it", () => {
  expect(endpointDetail(endpoint({ secret: "s3cret" }), view(80))).toContain("s3cret")
})

test("the totals stand in one line", () => {
  expect(totalsLine({ endpoints: { total: 3, active: 2, inactive: 1 }, events: 120 })).toBe(
    "Total 3 · Active 2 · Inactive 1 · Events 120",
  )
})
