import { rm } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { LocalRelay, type LocalRelayOptions } from "../../src/commands/local-relay.ts"
import { systemClock } from "../../src/domain/clock.ts"
import { hostRelay } from "../../src/relay/host.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { temporaryFolder } from "../support/run-whk.ts"

/** A folder of data, and a relay that may hold it without saying where it listens. */
async function aPlace() {
  const folder = await temporaryFolder()
  const options: LocalRelayOptions = {
    paths: { data: join(folder.path, "data"), run: join(folder.path, "run") },
    host: "127.0.0.1",
    port: 0,
    clock: systemClock,
    maxBodyBytes: 1_000_000,
    timeScale: 1,
    allowPrivateTargets: true,
  }
  const silentRelay = async () => {
    const relay = await hostRelay(options)
    await rm(join(options.paths.run, "relay.json"))
    return { [Symbol.asyncDispose]: () => relay.close(0) }
  }
  return { options, silentRelay, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

test("where no relay runs it hosts one, and stays its host", async () => {
  await using place = await aPlace()
  const local = new LocalRelay(place.options)
  const { url, key } = await local.locate()
  expect(local.hosted).toMatchObject({ url, key })
  expect(await local.locate()).toBe(local.hosted)
  await local.close(0)
})

test("where a listener hosts one it joins that one, and takes over when it leaves", async () => {
  await using place = await aPlace()
  const options = { ...place.options, port: "same" } as const
  const host = new LocalRelay(options)
  const found = await host.locate()
  const guest = new LocalRelay(options)
  expect(await guest.locate()).toMatchObject({ url: found.url, key: found.key })
  expect(guest.hosted).toBeUndefined()
  await host.close(0)
  await guest.locate()
  expect(guest.hosted).toBeDefined()
  await guest.close(0)
})

test("a relay that runs by itself is waited for, not replaced", async () => {
  await using place = await aPlace()
  const relay = await hostRelay(place.options)
  const guest = new LocalRelay(place.options)
  await guest.locate()
  await relay.close(0)
  await expect(guest.locate()).rejects.toThrow(expect.objectContaining({ code: "RELAY_UNREACHABLE" }))
  expect(guest.hosted).toBeUndefined()
})

test("it takes over as soon as a relay that was about to leave has left", async () => {
  await using place = await aPlace()
  const leaving = await place.silentRelay()
  const local = new LocalRelay({ ...place.options, clock: new FakeClock() })
  const locating = local.locate()
  await leaving[Symbol.asyncDispose]()
  await locating
  expect(local.hosted).toBeDefined()
  await local.close(0)
})

test("a relay that holds the data and does not answer is named, after a while", async () => {
  await using place = await aPlace()
  await using _relay = await place.silentRelay()
  const clock = new FakeClock()
  const locating = new LocalRelay({ ...place.options, clock }).locate()
  clock.advance(12_000)
  await expect(locating).rejects.toMatchObject({
    code: "RELAY_UNREACHABLE",
    message: `A relay holds "${place.options.paths.data}" and does not answer.`,
  })
})

test("it looks no further when the command is stopped", async () => {
  await using place = await aPlace()
  await using _relay = await place.silentRelay()
  const stop = new AbortController()
  const locating = new LocalRelay({ ...place.options, clock: new FakeClock(), stop: stop.signal }).locate()
  stop.abort()
  await expect(locating).rejects.toMatchObject({ code: "RELAY_UNREACHABLE" })
})
