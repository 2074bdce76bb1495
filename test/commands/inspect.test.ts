import { expect, test } from "vitest"
import { startManagedRelay } from "../support/managed-relay.ts"
import { runWhk } from "../support/run-whk.ts"
import { startScriptedApi } from "../support/scripted-api.ts"
import { startTestRelay } from "../support/test-relay.ts"

async function exchange(relayUrl: string, address: string): Promise<number> {
  const code = new URL(address).hash.slice("#code=".length)
  const response = await fetch(`${relayUrl}/v1/inspector/sessions`, {
    method: "POST",
    body: JSON.stringify({ code }),
  })
  return response.status
}

test("inspect prints the page's address with a code that opens it once, and nothing else on stdout", async () => {
  await using relay = await startManagedRelay()
  const { exitCode, stdout, stderr } = await relay.whk("inspect")
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(new RegExp(`^${relay.url}/inspect#code=[0-9A-Za-z]{22}\n$`))
  expect(stderr).toBe(
    "Open it in a browser. The address works once, within 60 seconds; the page stays open for 12 hours.\n",
  )
  expect(await exchange(relay.url, stdout.trim())).toBe(201)
  expect(await exchange(relay.url, stdout.trim())).toBe(401)
})

test("in a pipe no browser is opened, although there is a screen", async () => {
  await using relay = await startTestRelay()
  const env = { WHK_RELAY: relay.url, WHK_API_KEY: relay.key, DISPLAY: ":99" }
  const { stderr } = await runWhk(["inspect"], { env })
  expect(stderr).toContain("Open it in a browser.")
})

test("with --json it says until when the address works", async () => {
  await using relay = await startManagedRelay()
  const json = await relay.json("inspect", "--no-open")
  expect(Object.keys(json)).toEqual(["url", "expiresAt"])
  expect(Date.parse(json.expiresAt) - Date.now()).toBeGreaterThan(50_000)
  expect(await exchange(relay.url, json.url)).toBe(201)
})

test("without a relay there is nothing to look into: exit 5, and none is started for it", async () => {
  const { exitCode, stderr } = await runWhk(["inspect"])
  expect(exitCode).toBe(5)
  expect(stderr).toBe(
    "error No relay is running on this machine.\n" +
      "  → Start one with `whk relay`, or name another with --relay.\n",
  )
})

test("a relay without an inspector is named as one", async () => {
  const json = { code: "NOT_FOUND", detail: '"/v1/inspector/codes" is not a route of this API.', hint: "GET" }
  await using api = await startScriptedApi({ "POST /v1/inspector/codes": { status: 404, json } })
  const { exitCode, stderr } = await runWhk(["inspect", "--relay", api.url])
  expect(exitCode).toBe(4)
  expect(stderr).toBe("error This relay has no inspector.\n  → Update the whk that runs it.\n")
})
