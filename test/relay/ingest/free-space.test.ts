import { expect, test } from "vitest"
import { FreeSpace } from "../../../src/relay/ingest/free-space.ts"
import { FakeClock } from "../../support/fake-clock.ts"

const MIB = 1024 * 1024

/** A disk that has so many MiB free of so many. */
function aDisk(free: number, of: number) {
  const disk = { free, looks: 0 }
  const look = () => {
    disk.looks += 1
    return Promise.resolve({ bsize: MIB, blocks: of, bavail: disk.free })
  }
  return { disk, look }
}

test.each([
  { free: 255, of: 1000, isShort: true },
  { free: 256, of: 1000, isShort: false },
  { free: 1999, of: 100_000, isShort: true },
  { free: 2000, of: 100_000, isShort: false },
  { free: 2047, of: 1_000_000, isShort: true },
  { free: 2048, of: 1_000_000, isShort: false },
])("$free MiB free of $of is too little: $isShort", async ({ free, of, isShort }) => {
  const { look } = aDisk(free, of)
  expect(await new FreeSpace({ folder: "/data", clock: new FakeClock(), look }).isShort()).toBe(isShort)
})

test("what has to stay free can be told", async () => {
  const { disk, look } = aDisk(1, 8)
  const space = new FreeSpace({ folder: "/data", clock: new FakeClock(), minFreeBytes: MIB, look })
  expect(await space.isShort()).toBe(false)
  disk.free = 0
  space.lookAgain()
  expect(await space.isShort()).toBe(true)
})

test("the file system is asked once a second, and after a failed write at once", async () => {
  const clock = new FakeClock()
  const { disk, look } = aDisk(300, 1000)
  const space = new FreeSpace({ folder: "/data", clock, look })
  const looksAfter = async (what: () => void): Promise<number> => {
    what()
    await Promise.all([space.isShort(), space.isShort()])
    return disk.looks
  }
  expect(await looksAfter(() => {})).toBe(1)
  expect(await looksAfter(() => clock.advance(999))).toBe(1)
  expect(await looksAfter(() => clock.advance(1))).toBe(2)
  expect(await looksAfter(() => space.lookAgain())).toBe(3)
})

test("whoever runs it is told once when room gets short, and once when it is there again", async () => {
  const { disk, look } = aDisk(300, 1000)
  const told: boolean[] = []
  const onChange = (isShort: boolean): void => void told.push(isShort)
  const space = new FreeSpace({ folder: "/data", clock: new FakeClock(), look, onChange })
  for (const free of [300, 100, 90, 400, 500]) {
    disk.free = free
    space.lookAgain()
    await space.isShort()
  }
  expect(told).toEqual([true, false])
})

test("a file system that does not say how full it is counts as having room", async () => {
  const look = () => Promise.reject(new Error("ENOSYS"))
  const space = new FreeSpace({ folder: "/data", clock: new FakeClock(), look })
  expect(await space.isShort()).toBe(false)
})

test("the disk of a real folder has a size", async () => {
  const space = new FreeSpace({ folder: "/", clock: new FakeClock(), minFreeBytes: Number.MAX_SAFE_INTEGER })
  expect(await space.isShort()).toBe(true)
})
