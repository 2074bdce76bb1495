import fc from "fast-check"
import { expect, test } from "vitest"
import type { Change } from "../../src/manage/management-api.ts"
import { readChanges } from "../../src/manage/read-changes.ts"

const row = { id: "dlv_1", status: "pending", createdAt: "2026-01-15T02:03:04.567Z", event: "größer 🎉" }
const TEXT = `: every change from now on

event: delivery
data: ${JSON.stringify(row)}

:

event: later
data: {"of":"another version"}

event: missed
data: {}

event: delivery
data: ${JSON.stringify({ ...row, status: "delivered" })}

event: delivery
data: {"broken off`

async function read(...chunks: readonly Uint8Array[]): Promise<Change[]> {
  const changes: Change[] = []
  for await (const change of readChanges(eachOf(chunks))) changes.push(change)
  return changes
}

async function* eachOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

const bytes = Buffer.from(TEXT)

test("changes are read whole, however the stream is cut, and events of other names are left out", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
      const ends = [...cuts.toSorted((a, b) => a - b), bytes.length]
      const changes = await read(...ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)))
      expect(changes).toEqual([
        { event: "delivery", delivery: row },
        { event: "missed" },
        { event: "delivery", delivery: { ...row, status: "delivered" } },
      ])
    }),
  )
})

test.each([
  ["no JSON", "event: delivery\ndata: {\n\n"],
  ["no delivery", "event: delivery\ndata: []\n\n"],
  ["a delivery without an id", 'event: delivery\ndata: {"status":"pending","createdAt":""}\n\n'],
  ["an event without an end", `data: ${"x".repeat(1024 * 1024)}`],
])("a stream with %s is not a relay's", async (_, text) => {
  await expect(read(Buffer.from(text))).rejects.toMatchObject({ code: "API_FAILED" })
})

test("any bytes are read as changes or refused in words", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array()), async (chunks) => {
      const result = await read(...chunks).catch((error: unknown) => error)
      expect(Array.isArray(result) || (result as { code?: unknown }).code === "API_FAILED").toBe(true)
    }),
  )
})
