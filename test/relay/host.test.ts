import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import { type HostedRelay, type HostOptions, hostRelay } from "../../src/relay/host.ts"
import { temporaryFolder } from "../support/run-whk.ts"

async function aFolder() {
  const folder = await temporaryFolder()
  const paths = { data: join(folder.path, "data"), run: join(folder.path, "run") }
  const host = (options: Partial<HostOptions> = {}): Promise<HostedRelay> =>
    hostRelay({
      paths,
      host: "127.0.0.1",
      port: 0,
      clock: systemClock,
      maxBodyBytes: 1_000_000,
      timeScale: 1,
      allowPrivateTargets: true,
      ...options,
    })
  return { ...paths, host, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

test("a hosted relay writes down where it is, for its owner alone, and takes that back when it closes", async () => {
  await using folder = await aFolder()
  const relay = await folder.host()
  const runFile = join(folder.run, "relay.json")
  expect(JSON.parse(await readFile(runFile, "utf8"))).toEqual({
    url: relay.url,
    instance: relay.instance,
    keyFile: join(folder.data, "local.key"),
    pid: process.pid,
    embedded: false,
  })
  expect((await stat(runFile)).mode & 0o777).toBe(0o600)
  expect((await stat(relay.keyFile)).mode & 0o777).toBe(0o600)
  await relay.close(0)
  await expect(readFile(runFile)).rejects.toThrow("ENOENT")
})

test("a run file that another relay has written meanwhile is left alone", async () => {
  await using folder = await aFolder()
  const relay = await folder.host()
  await writeFile(join(folder.run, "relay.json"), '{"instance":"another"}')
  await relay.close(0)
  expect(await readFile(join(folder.run, "relay.json"), "utf8")).toContain("another")
})

test("the key of this machine stays the same while it is valid", async () => {
  await using folder = await aFolder()
  const first = await folder.host()
  await first.close(0)
  const second = await folder.host()
  expect(second.key).toBe(first.key)
  await second.close(0)
  await writeFile(first.keyFile, "whk_of_another_store\n")
  const third = await folder.host()
  expect(await third.access.authenticate(`Bearer ${third.key}`)).not.toBeNull()
  await third.close(0)
})

test("a relay whose key or run file cannot be written lets go of the data folder", async () => {
  await using folder = await aFolder()
  await mkdir(join(folder.data, "local.key"), { recursive: true })
  await expect(folder.host()).rejects.toThrow("is not a file")
  await rm(join(folder.data, "local.key"), { recursive: true })
  await mkdir(join(folder.run, "relay.json"), { recursive: true })
  await expect(folder.host()).rejects.toThrow("EISDIR")
  await rm(join(folder.run, "relay.json"), { recursive: true })
  await (await folder.host()).close(0)
})

test("with port same it takes the port it had, and says so when that is taken", async () => {
  await using folder = await aFolder()
  await using other = await aFolder()
  const first = await folder.host()
  await first.close(0)
  const again = await folder.host({ port: "same" })
  expect([again.port, again.portBefore]).toEqual([first.port, null])
  await again.close(0)
  const thief = await other.host({ port: first.port })
  const moved = await folder.host({ port: "same" })
  expect([moved.port === first.port, moved.portBefore]).toEqual([false, first.port])
  await Promise.all([moved.close(0), thief.close(0)])
})
