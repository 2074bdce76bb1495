import { Chalk } from "chalk"
import fc from "fast-check"
import { expect, test } from "vitest"
import type {
  AuditEntryJson,
  DeliveryJson,
  EndpointJson,
  InboxJson,
  KeyJson,
} from "../../src/domain/api-types.ts"
import { auditTable } from "../../src/ui/audit-table.ts"
import { cellsOf } from "../../src/ui/cells.ts"
import { deliveryTable } from "../../src/ui/delivery-views.ts"
import { endpointTable } from "../../src/ui/endpoint-views.ts"
import { inboxTable } from "../../src/ui/inbox-table.ts"
import { keyTable } from "../../src/ui/key-table.ts"
import { leavingOut, renderTable } from "../../src/ui/table.ts"

const NOW = Date.parse("2026-01-15T02:03:04.567Z")
const color = new Chalk({ level: 0 })

function widest(text: string): number {
  return Math.max(...text.split("\n").map(cellsOf))
}

const NAMES = ["FIRST", "SECOND", "THIRD", "FOURTH"]
const cell = fc.string({ unit: fc.constantFrom("a", "é", "語", "😀", "-"), maxLength: 30 })

test("of a table too wide columns are left out in their order, and no more of them than it needs", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 20, max: 120 }),
      (rows, width) => {
        const whole = { columns: NAMES.map((title) => ({ title })), rows, width, color }
        const table = leavingOut(["SECOND", "FOURTH", "THIRD"], whole)
        const titles = table.columns.map(({ title }) => title)
        expect(["FIRST,SECOND,THIRD,FOURTH", "FIRST,THIRD,FOURTH", "FIRST,THIRD", "FIRST"]).toContain(
          titles.join(),
        )
        if (titles.length > 1) expect(widest(renderTable(table))).toBeLessThanOrEqual(width)
        for (const row of table.rows) expect(row).toHaveLength(titles.length)
      },
    ),
  )
})

test.each([8, 9, 10, 11])(
  "in %i columns a cell is cut between characters, whatever they are made of",
  (width) => {
    const columns = [{ title: "NAME", flexible: true }]
    const text = renderTable({ columns, rows: [["👨‍👩‍👧‍👦".repeat(9)]], width, color })
    expect(widest(text)).toBeLessThanOrEqual(width)
    expect(text).not.toMatch(/\p{Surrogate}/u)
    expect(text).toContain("…")
  },
)

test.each([60, 80, 120])("deliveries made at the same moment fit a screen of %i columns", (columns) => {
  const deliveries = [1, 2, 3].map((number): DeliveryJson => ({
    id: `dlv_01m8e6n2wkp38pne4dz4ews09${number}`,
    event: "subscription.payment_failed",
    provider: "axiestudio",
    endpoint: `ep_01m8e6n1my3q5gq5cw0k2z0vd${number}`,
    createdAt: "2026-01-15T02:03:00.567Z",
    status: "pending",
    responseStatus: 500,
    elapsedMs: 12345,
    attempts: 3,
    nextAttemptAt: "2026-01-15T02:53:04.567Z",
    replayOf: null,
  }))
  const text = deliveryTable(deliveries, { color, columns, nowMs: NOW })
  expect(widest(text)).toBeLessThanOrEqual(columns)
  for (const { id } of deliveries) expect(text).toContain(id.slice(-6))
  expect(text).toContain("STATUS")
})

test.each([60, 80])("the names of keys fit a screen of %i columns, and tell which is in use", (columns) => {
  const key = { id: "key_01m8e6mzhzevffa293802kkbnd", lastFour: "xber", revokedAt: null } as const
  const keys: KeyJson[] = [
    { ...key, name: "the machine that deploys the billing team's relay", createdAt: "2026-01-15T02:00:00Z" },
  ]
  const text = keyTable(keys, { color, columns, nowMs: NOW, inUse: key.id })
  expect(widest(text)).toBeLessThanOrEqual(columns)
  expect(text).toContain(key.id)
  expect(text).toContain("in use here")
})

test("the address of an inbox is whole on the narrowest screen", () => {
  const inbox: InboxJson = {
    id: "in_01m8e6mzhzevffa293802kkbnd",
    name: "billing",
    url: "http://127.0.0.1:4477/in/cH93516wR46AVc31o5IviAFU",
    provider: "github",
    hasSecret: false,
    listening: true,
    pending: 3,
    createdAt: "2026-01-15T02:00:00Z",
  }
  const text = inboxTable([inbox], { color, columns: 60, nowMs: NOW })
  expect(text).toContain(inbox.url)
  expect(widest(text)).toBeLessThanOrEqual(60)
})

test.each([60, 80])("on a screen of %i columns times give way before the port of a local URL", (columns) => {
  const endpoints = [4501, 4502].map((port): EndpointJson => ({
    id: `ep_01m8ect${port}gvzan1pb53g8nqf`,
    provider: "axiestudio",
    url: `http://localhost:${port}/x`,
    name: null,
    description: null,
    events: ["user.created"],
    active: true,
    secrets: 1,
    lastDeliveryAt: "2026-01-15T02:03:00Z",
    createdAt: "2026-01-15T02:00:00Z",
    updatedAt: "2026-01-15T02:00:00Z",
  }))
  const text = endpointTable(endpoints, { color, columns, nowMs: NOW })
  expect(widest(text)).toBeLessThanOrEqual(columns)
  const shown = columns === 80 ? "/x" : ""
  for (const port of [4501, 4502]) expect(text).toContain(`http://localhost:${port}${shown}`)
  expect(text.includes("LAST SENT")).toBe(columns === 80)
})

test.each([60, 80, 120])("entries of the audit log fit a screen of %i columns", (columns) => {
  const entries = [1, 2].map((number): AuditEntryJson => ({
    id: `aud_01m8ecwntrpdagk22n8h09179${number}`,
    workspace: "9d467343-6625-4043-9e51-d77697c9ebfb",
    number,
    at: "2026-01-15T02:02:40Z",
    actor: "key_01m8ecpydgrckb4g1pn1ha3as2",
    action: "PATCH /v1/endpoints/:id",
    object: `ep_01m8ectwh${number}t5kkaeg69cyp1dms`,
    address: "127.0.0.1",
    detail: null,
    before: "",
    hash: "",
  }))
  const text = auditTable(entries, { color, columns, nowMs: NOW })
  expect(widest(text)).toBeLessThanOrEqual(columns)
  for (const { object } of entries) expect(text).toContain(object!.slice(0, 13))
  expect(text.includes("127.0.0.1")).toBe(columns > 60)
})
