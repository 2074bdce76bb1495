import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { openDatabase } from "../../src/store/sqlite/database.ts"
import { loadDriver, type SqliteDriver } from "../../src/store/sqlite/driver.ts"
import { allTables } from "../../src/store/sqlite/tables/all.ts"
import { connectListener } from "../support/fake-listener.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { type Reading, readSample, type Sample, storeSample } from "./support/stored-sample.ts"

const FLIPS_IN_DATABASE = 150
const FLIPS_IN_LOG = 50
const TRUNCATIONS = 10

type Outcome = Reading | "refused"

/** What reading every delivery of a folder comes to; `refused` when the database itself says that it is broken. */
function readAll(driver: SqliteDriver, folder: string, samples: readonly Sample[]): readonly Outcome[] {
  try {
    const connection = openDatabase(driver, folder)
    try {
      const tables = allTables(connection)
      return samples.map((sample) => readSample(tables, sample))
    } finally {
      connection.close()
    }
  } catch {
    return ["refused"]
  }
}

test("R10: a database or log with flipped bytes or without its end is refused or recovers, and never gives wrong bytes", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  const driver = await loadDriver()
  const whole = join(home.path, "whole")
  await mkdir(whole)
  const connection = openDatabase(driver, whole)
  const samples = storeSample(allTables(connection))
  const log = await readFile(join(whole, "whk.db-wal"))
  await copyFile(join(whole, "whk.db"), join(home.path, "before-log"))
  connection.close()
  const database = await readFile(join(whole, "whk.db"))
  const beforeLog = await readFile(join(home.path, "before-log"))

  const outcomes: Outcome[] = []
  let broken = 0
  const read = async (files: Readonly<Record<string, Buffer>>): Promise<void> => {
    const folder = join(home.path, `broken-${(broken += 1)}`)
    await mkdir(folder)
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
    outcomes.push(...readAll(driver, folder, samples))
  }
  for (let flip = 0; flip < FLIPS_IN_DATABASE; flip += 1) await read({ "whk.db": flipped(database) })
  for (let flip = 0; flip < FLIPS_IN_LOG; flip += 1)
    await read({ "whk.db": beforeLog, "whk.db-wal": flipped(log) })
  for (let cut = 0; cut < TRUNCATIONS; cut += 1) {
    await read({ "whk.db": shortened(database) })
    await read({ "whk.db": beforeLog, "whk.db-wal": shortened(log) })
  }

  const count = (outcome: Outcome): number => outcomes.filter((other) => other === outcome).length
  figures(task, {
    "broken files": broken,
    "read right": count("right"),
    refused: count("refused"),
    damaged: count("damaged"),
    missing: count("missing"),
    wrong: count("WRONG"),
  })
  expect(count("WRONG")).toBe(0)
  // Otherwise the flips were all somewhere else.
  expect(count("damaged")).toBeGreaterThan(FLIPS_IN_DATABASE / 10)
  expect(count("refused")).toBeGreaterThan(0)
})

/** With one byte changed. */
function flipped(bytes: Buffer): Buffer {
  const broken = Buffer.from(bytes)
  const at = Math.floor(Math.random() * bytes.length)
  broken[at] = broken[at]! ^ (1 + Math.floor(Math.random() * 255))
  return broken
}

function shortened(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(Math.random() * bytes.length))
}

test("R10: a delivery whose stored body was changed is never sent and ends as failed, and the others are delivered", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  await using relay = await startFaultRelay({ home: home.path })
  const inbox = await relay.inbox()
  const post = async (body: string): Promise<string | null> =>
    (await fetch(inbox, { method: "POST", body })).headers.get("x-whk-delivery-id")
  const ids = [
    await post("the first"),
    await post("to be changed"),
    await post(`${"x".repeat(200_000)}large!`),
    await post("the last"),
  ]
  await relay.process.kill("SIGTERM")
  const path = join(relay.data, "whk.db")
  const stored = await readFile(path)
  stored[stored.indexOf("to be changed")] = 0x54
  stored[stored.indexOf("large!")] = 0x4c
  await writeFile(path, stored)
  await relay.start()

  const listener = await connectListener(relay, { inbox: "faults", maxInFlight: 1 })
  const bodies: string[] = []
  while (!bodies.includes("the last")) {
    const request = await listener.frame("request", bodies.length)
    const end = request.last ? request : await Promise.race([listener.frame("end"), listener.frame("cancel")])
    bodies.push(end.type === "cancel" ? end.type : Buffer.from(request.body).toString())
    if (end.type !== "cancel") listener.answer(request)
  }
  await listener.frame("ack", 1)
  const ends = await Promise.all(ids.map((id) => relay.api("GET", `/v1/deliveries/${id}`)))
  listener.destroy()
  figures(task, { deliveries: ids.length, delivered: 2, "dead-lettered": 2 })
  expect(bodies).toEqual(["the first", "cancel", "the last"])
  expect(ends.map(({ status }) => status)).toEqual(["delivered", "failed", "failed", "delivered"])
  expect(ends[1].attemptLog.at(-1)).toMatchObject({
    outcome: "blocked",
    detail: expect.stringContaining("checksum") as string,
  })
})
