import { expect, test } from "vitest"
import { Lanes, type Passenger } from "../../../src/relay/dispatcher/lanes.ts"

interface Gate {
  readonly attempt: () => Promise<string>
  readonly open: () => void
}

function gate(): Gate {
  let open = (): void => {}
  const opened = new Promise<string>((resolve) => (open = () => resolve("done")))
  return { attempt: () => opened, open }
}

function fitting(lanes: Lanes<string>, ...wishes: readonly Partial<Passenger>[]): Passenger[] {
  return lanes.fitting(
    wishes.map((wish, index) => ({
      delivery: `dlv_new_${index}`,
      endpoint: `ep_new_${index}`,
      bodyBytes: 1,
      ...wish,
    })),
  )
}

const LIMITS = { total: 3, perEndpoint: 2, bytes: 100 }

test("an endpoint is full at its own limit while others have room", async () => {
  const lanes = new Lanes<string>(LIMITS)
  const first = gate()
  const done = lanes.run({ delivery: "dlv_1", endpoint: "ep_slow", bodyBytes: 1 }, first.attempt)
  void lanes.run({ delivery: "dlv_2", endpoint: "ep_slow", bodyBytes: 1 }, gate().attempt)
  expect(lanes.full()).toEqual(["ep_slow"])
  expect(lanes.free).toBe(1)

  first.open()
  await done
  expect(lanes.full()).toEqual([])
})

test("of many for one endpoint only as many fit as it takes, and the total is kept", () => {
  const lanes = new Lanes<string>(LIMITS)
  const slow = { endpoint: "ep_slow" }
  expect(fitting(lanes, slow, slow, slow, {}).map(({ delivery }) => delivery)).toEqual([
    "dlv_new_0",
    "dlv_new_1",
    "dlv_new_3",
  ])
  expect(fitting(lanes, {}, {}, {}, {})).toHaveLength(3)
})

test("bodies in flight stay within the budget of bytes", async () => {
  const lanes = new Lanes<string>(LIMITS)
  const first = gate()
  const done = lanes.run({ delivery: "dlv_1", endpoint: "ep_1", bodyBytes: 60 }, first.attempt)
  expect(fitting(lanes, { bodyBytes: 40 })).toHaveLength(1)
  expect(fitting(lanes, { bodyBytes: 41 })).toHaveLength(0)
  expect(fitting(lanes, { bodyBytes: 30 }, { bodyBytes: 30 })).toHaveLength(1)
  first.open()
  await done
  expect(fitting(lanes, { bodyBytes: 41 })).toHaveLength(1)
})

test("a body above the whole budget goes alone", () => {
  const lanes = new Lanes<string>(LIMITS)
  expect(fitting(lanes, { bodyBytes: 1000 }, { bodyBytes: 1 })).toHaveLength(1)
  void lanes.run({ delivery: "dlv_1", endpoint: "ep_1", bodyBytes: 1000 }, gate().attempt)
  expect(lanes.free).toBe(0)
  expect(fitting(lanes, { bodyBytes: 0 })).toEqual([])
})

test("an attempt that throws frees its place", async () => {
  const lanes = new Lanes<string>(LIMITS)
  const failing = lanes.run({ delivery: "dlv_1", endpoint: "ep_1", bodyBytes: 1 }, () =>
    Promise.reject(new Error("disk")),
  )
  await expect(failing).rejects.toThrow("disk")
  expect(lanes.full()).toEqual([])
  expect(lanes.free).toBe(3)
})
