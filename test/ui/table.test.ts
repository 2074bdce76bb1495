import { Chalk } from "chalk"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { DeliveryJson, InboxJson, KeyJson } from "../../src/domain/api-types.ts"
import { cellsOf } from "../../src/ui/cells.ts"
import { deliveryTable } from "../../src/ui/delivery-views.ts"
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
