import { beforeEach, expect, test } from "vitest"
import { AuditLog } from "../../../src/relay/audit/audit-log.ts"
import { RefusedKeys } from "../../../src/relay/audit/refused-keys.ts"
import type { AuditEntry } from "../../../src/domain/audit.ts"
import type { Store } from "../../../src/store/port.ts"
import { FakeClock } from "../../support/fake-clock.ts"

let clock: FakeClock
let written: AuditEntry[]
let refused: RefusedKeys
beforeEach(() => {
  clock = new FakeClock()
  written = []
  // Of the store only this is used.
  const store = {
    appendAudit: (entry: AuditEntry) => {
      written.push(entry)
      return Promise.resolve()
    },
  } as unknown as Store
  refused = new RefusedKeys({ audit: new AuditLog({ store, clock }), clock, workspace: "ws_first" })
})

test("ten thousand wrong keys of one address in a minute are one entry", () => {
  for (let guess = 0; guess < 10_000; guess += 1) refused.count("192.0.2.1")
  clock.advance(60_000)
  expect(written).toMatchObject([
    {
      workspace: "ws_first",
      actor: null,
      action: "sign-in refused",
      address: "192.0.2.1",
      detail: "10000 keys were not valid",
    },
  ])
})

test("each address has an entry of its own, and so has each minute", () => {
  refused.count("192.0.2.1")
  refused.count("192.0.2.2")
  clock.advance(60_000)
  refused.count("192.0.2.1")
  clock.advance(60_000)
  expect(written.map(({ address }) => address)).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.1"])
})

test("beyond a hundred addresses the rest are counted together", async () => {
  for (let host = 0; host < 5000; host += 1) refused.count(`10.0.${host >> 8}.${host & 255}`)
  await refused.flush()
  expect(written).toHaveLength(101)
  expect(written.at(-1)).toMatchObject({ address: null, detail: "4900 keys were not valid" })
})

test("what was counted when the relay stops is written down, once", async () => {
  refused.count("192.0.2.1")
  await refused.flush()
  clock.advance(120_000)
  expect(written).toMatchObject([{ detail: "1 key was not valid" }])
})
