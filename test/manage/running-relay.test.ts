import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { findRunningRelay, isRunningRelay } from "../../src/manage/running-relay.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { closedAddress, startScriptedApi } from "../support/scripted-api.ts"

async function writeRunFile(folder: string, content: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, "key"), "whk_local\n")
  await writeFile(join(folder, "relay.json"), content)
}

function runFile(folder: string, url: string): string {
  return JSON.stringify({ url, instance: "abc", keyFile: join(folder, "key"), pid: 1 })
}

test("the running relay is found by its run file and its instance", async () => {
  await using folder = await temporaryFolder()
  await using relay = await startScriptedApi({
    "GET /healthz": { json: { status: "ok", instance: "abc", version: "1" } },
  })
  await writeRunFile(folder.path, runFile(folder.path, relay.url))
  expect(await findRunningRelay(folder.path)).toEqual({ url: relay.url, key: "whk_local", embedded: false })
  expect(relay.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
})

test("another program on the recorded port is not taken for the relay", async () => {
  await using folder = await temporaryFolder()
  await using other = await startScriptedApi({ "GET /healthz": { json: { status: "ok", instance: "xyz" } } })
  await writeRunFile(folder.path, runFile(folder.path, other.url))
  expect(await findRunningRelay(folder.path)).toBeUndefined()
})

test("a web server that answers HTML is not taken for the relay", async () => {
  await using folder = await temporaryFolder()
  await using other = await startScriptedApi({ "GET /healthz": { text: "<html>" } })
  await writeRunFile(folder.path, runFile(folder.path, other.url))
  expect(await findRunningRelay(folder.path)).toBeUndefined()
})

test("a run file left behind by a relay that died means that none is running", async () => {
  await using folder = await temporaryFolder()
  await writeRunFile(folder.path, runFile(folder.path, `http://${await closedAddress()}`))
  expect(await findRunningRelay(folder.path)).toBeUndefined()
})

test.each([
  "",
  "{",
  "null",
  "[]",
  "7",
  '{"url":1,"instance":"abc","keyFile":"k"}',
  '{"url":"x","instance":"a"}',
])("a run file with %j in it means that none is running", async (content) => {
  await using folder = await temporaryFolder()
  await writeRunFile(folder.path, content)
  expect(await findRunningRelay(folder.path)).toBeUndefined()
})

test("without a run folder none is running", async () => {
  expect(await findRunningRelay("/nonexistent/run")).toBeUndefined()
})

test.each([
  ["http://127.0.0.1:4400", true],
  ["http://localhost:4400", true],
  ["http://[::1]:4400", true],
  ["http://127.0.0.1:4401", false],
  ["https://127.0.0.1:4400", false],
  ["http://relay.example:4400", false],
  ["http://127.0.0.1:4400/prefix", false],
])("%s is the relay running at http://127.0.0.1:4400: %s", (url, expected) => {
  expect(isRunningRelay(url, { url: "http://127.0.0.1:4400", key: "k" })).toBe(expected)
})
