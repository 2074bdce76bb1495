import { expect, test } from "vitest"
import { type ChangeReader, Changes } from "../../../src/relay/changes/changes.ts"
import type { DeliveryRow } from "../../../src/store/port.ts"

/** A store whose reads wait until the test answers them. */
function start() {
  const reads: { readonly ids: readonly string[]; answer(rows?: readonly DeliveryRow[]): Promise<void> }[] =
    []
  const failures: unknown[] = []
  const changes = new Changes(
    {
      deliveriesById: (ids) =>
        new Promise((resolve) =>
          reads.push({
            ids,
            async answer(rows = ids.map((id) => row(id))) {
              resolve(rows)
              await settled()
            },
          }),
        ),
    },
    (error) => failures.push(error),
  )
  return { changes, reads, failures }
}

/** What waits in this turn has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function row(id: string, more: Partial<DeliveryRow> = {}): DeliveryRow {
  return { id, workspace: "ws_1", origin: { kind: "inbox", inbox: "in_1" }, ...more } as DeliveryRow
}

function aReader(more: Partial<ChangeReader> = {}) {
  const told: string[] = []
  const reader: ChangeReader = {
    workspace: "ws_1",
    delivery: (rows) => told.push(...rows.map(({ id }) => id)),
    missed: () => told.push("missed"),
    ...more,
  }
  return { reader, told }
}

test("where nobody reads nothing is read from the store, and nothing is kept for later", async () => {
  const { changes, reads } = start()
  changes.one("dlv_1")
  changes.some()
  changes.add(aReader().reader)()
  changes.one("dlv_2")
  const { reader, told } = aReader()
  changes.add(reader)
  await settled()
  expect([reads.length, told]).toEqual([0, []])
})

test("what changes again while it waits to be read is read once", async () => {
  const { changes, reads } = start()
  const { reader, told } = aReader()
  changes.add(reader)
  for (const id of ["dlv_1", "dlv_2", "dlv_2", "dlv_3", "dlv_2"]) changes.one(id)
  await reads[0]!.answer()
  await reads[1]!.answer()
  expect(reads.map(({ ids }) => ids)).toEqual([["dlv_1"], ["dlv_2", "dlv_3"]])
  expect(told).toEqual(["dlv_1", "dlv_2", "dlv_3"])
})

test("what changes while it is being read is read once more", async () => {
  const { changes, reads } = start()
  const { reader, told } = aReader()
  changes.add(reader)
  changes.one("dlv_1")
  changes.one("dlv_1")
  await reads[0]!.answer()
  await reads[1]!.answer()
  expect(told).toEqual(["dlv_1", "dlv_1"])
})

test("a reader is told of its workspace, its endpoint or its inbox and of nothing else", async () => {
  const { changes, reads } = start()
  const endpoint = { kind: "endpoint", endpoint: "ep_1", event: "evt_1" } as const
  const readers = {
    all: aReader(),
    inbox: aReader({ inbox: "in_1" }),
    endpoint: aReader({ endpoint: "ep_1" }),
    stranger: aReader({ workspace: "ws_2" }),
  }
  for (const { reader } of Object.values(readers)) changes.add(reader)
  changes.one("dlv_1")
  await reads[0]!.answer([
    row("dlv_1"),
    row("dlv_2", { origin: { kind: "inbox", inbox: "in_2" } }),
    row("dlv_3", { origin: endpoint }),
    row("dlv_4", { origin: endpoint, workspace: "ws_2" }),
  ])
  expect(Object.values(readers).map(({ told }) => told)).toEqual([
    ["dlv_1", "dlv_2", "dlv_3"],
    ["dlv_1"],
    ["dlv_3"],
    ["dlv_4"],
  ])
})

test("more changes than are kept make every reader read its list anew, and later ones are told again", async () => {
  const { changes, reads } = start()
  const { reader, told } = aReader()
  changes.add(reader)
  for (let count = 0; count <= 10_001; count += 1) changes.one(`dlv_${count}`)
  await reads[0]!.answer()
  await reads[1]!.answer()
  expect(told).toEqual(["missed", "dlv_0", "dlv_10001"])
})

test("a store that fails makes the readers read their lists anew, and the failure is told", async () => {
  const failures: unknown[] = []
  let isFailing = true
  const changes = new Changes(
    {
      async deliveriesById(ids) {
        if (isFailing) throw new Error("disk")
        return ids.map((id) => row(id))
      },
    },
    (error) => failures.push(error),
  )
  const { reader, told } = aReader()
  changes.add(reader)
  changes.one("dlv_1")
  await settled()
  isFailing = false
  changes.one("dlv_2")
  await settled()
  expect(told).toEqual(["missed", "dlv_2"])
  expect(failures).toHaveLength(1)
})

test("changes of some are told to the workspace alone, unless they may be anybody's", () => {
  const { changes } = start()
  const [ours, theirs] = [aReader(), aReader({ workspace: "ws_2" })]
  changes.add(ours.reader)
  changes.add(theirs.reader)
  changes.some("ws_1")
  changes.some()
  expect([ours.told, theirs.told]).toEqual([["missed", "missed"], ["missed"]])
})
