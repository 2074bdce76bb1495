import { expect, test } from "vitest"
import { Lanes } from "../../../src/relay/dispatcher/lanes.ts"

interface Gate {
  readonly attempt: () => Promise<string>
  readonly open: () => void
}

function gate(): Gate {
  let open = (): void => {}
  const opened = new Promise<string>((resolve) => (open = () => resolve("done")))
  return { attempt: () => opened, open }
}

const LIMITS = { total: 3, perEndpoint: 2, bytes: 100 }

test("an endpoint is full at its own limit while others have room", async () => {
  const lanes = new Lanes<string>(LIMITS)
  const first = gate()
  const done = lanes.run({ delivery: "dlv_1", endpoint: "ep_slow", bodyBytes: 1 }, first.attempt)
  void lanes.run({ delivery: "dlv_2", endpoint: "ep_slow", bodyBytes: 1 }, gate().attempt)
  expect(lanes.isFull("ep_slow")).toBe(true)
  expect(lanes.isFull("ep_quick")).toBe(false)
  expect(lanes.free).toBe(1)
  expect(lanes.skip()).toEqual(["dlv_1", "dlv_2", "ep_slow"])

  first.open()
  await done
  expect(lanes.isFull("ep_slow")).toBe(false)
  expect(lanes.skip()).toEqual(["dlv_2"])
})

test("bodies in flight stay within the budget of bytes", async () => {
  const lanes = new Lanes<string>(LIMITS)
  const first = gate()
  const done = lanes.run({ delivery: "dlv_1", endpoint: "ep_1", bodyBytes: 60 }, first.attempt)
  expect(lanes.hasRoom(40)).toBe(true)
  expect(lanes.hasRoom(41)).toBe(false)
  first.open()
  await done
  expect(lanes.hasRoom(41)).toBe(true)
})

test("a body above the whole budget goes alone", () => {
  const lanes = new Lanes<string>(LIMITS)
  expect(lanes.hasRoom(1000)).toBe(true)
  void lanes.run({ delivery: "dlv_1", endpoint: "ep_1", bodyBytes: 1000 }, gate().attempt)
  expect(lanes.free).toBe(0)
  expect(lanes.hasRoom(0)).toBe(false)
})

test("an attempt that throws frees its place", async () => {
  const lanes = new Lanes<string>(LIMITS)
  const failing = lanes.run({ delivery: "dlv_1", endpoint: "ep_1", bodyBytes: 1 }, () =>
    Promise.reject(new Error("disk")),
  )
  await expect(failing).rejects.toThrow("disk")
  expect(lanes.skip()).toEqual([])
  expect(lanes.free).toBe(3)
})
