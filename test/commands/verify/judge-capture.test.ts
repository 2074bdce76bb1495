import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import type { Capture } from "../../../src/capture/capture.ts"
import { readCapture } from "../../../src/capture/capture-file.ts"
import { judgeCapture } from "../../../src/commands/verify/judge-capture.ts"
import { detectProviders } from "../../../src/providers/detect.ts"
import { findProvider } from "../../../src/providers/registry.ts"

const FIXTURES = resolve(import.meta.dirname, "../../../fixtures")
const files = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.includes("/"),
)
const WHOLE_DIGEST = `v1,${Buffer.alloc(32).toString("base64")}`
const NOW_MS = Date.parse("2026-01-15T02:03:04.567Z")

function readFixture(path: string): { capture: Capture; secret: string | null } {
  const fixture = JSON.parse(readFileSync(join(FIXTURES, path), "utf8")) as { secret: string | null }
  return { capture: readCapture(fixture, path), secret: fixture.secret }
}

const given = (...secrets: string[]) => ({ keysFor: () => Promise.resolve({ secrets }), nowMs: NOW_MS })
const signed = files.filter((path) => path.includes("/") && readFixture(path).secret !== null)

/** Two names for the same requests: nothing in one tells which of the two it is, so the first is taken. */
const SAME: Readonly<Record<string, string>> = { "slack-events-api": "slack" }

test.each(signed)("%s is verified by its own provider, found by the headers alone", async (path) => {
  const { capture, secret } = readFixture(path)
  const candidates = detectProviders(capture)
  const { provider, verification } = await judgeCapture(capture, { candidates, ...given(secret!) })
  const [folder = ""] = path.split("/")
  expect([provider?.id, verification.reason]).toEqual([SAME[folder] ?? folder, "ok"])
})

test("a downgraded request is refused when there is a secret", async () => {
  const { capture } = readFixture("axcelerate/unsigned.json")
  const candidates = detectProviders(capture)
  const { verification } = await judgeCapture(capture, { candidates, ...given("secret") })
  expect(verification.reason).toBe("downgrade")
})

test("a right signature with a wrong clock tells more than another scheme's wrong signature", async () => {
  const { capture, secret } = readFixture("stripe/invoice.paid.json")
  const candidates = [findProvider("github"), findProvider("stripe")]
  const headers = [...capture.headers, ["X-Hub-Signature-256", `sha256=${"0".repeat(64)}`] as const]
  const { provider, verification } = await judgeCapture(
    { ...capture, headers },
    { candidates, ...given(secret!), nowMs: NOW_MS + 3_600_000 },
  )
  expect([provider?.id, verification.reason]).toEqual(["stripe", "stale"])
})

test("a secret that one scheme cannot decode leaves the other schemes", async () => {
  const { capture } = readFixture("axiestudio/user.created.json")
  const candidates = [findProvider("standard-webhooks"), findProvider("axiestudio")]
  const headers = [
    ...capture.headers,
    ["webhook-id", "msg_1"] as const,
    ["webhook-timestamp", "1768442584"] as const,
    ["webhook-signature", WHOLE_DIGEST] as const,
  ]
  const judged = judgeCapture({ ...capture, headers }, { candidates, ...given("not base64!") })
  expect((await judged).verification).toMatchObject({ scheme: "axiestudio", reason: "no-match" })
})

test("a secret that no scheme can decode gives a verdict that says so, and tells least", async () => {
  const headers = [
    ["webhook-id", "msg_1"],
    ["webhook-timestamp", "1768442584"],
    ["webhook-signature", WHOLE_DIGEST],
  ] as const
  const request = { method: "POST", url: "", headers, body: Buffer.from("{}") }
  const candidates = [findProvider("standard-webhooks")]
  const { verification, refused } = await judgeCapture(request, { candidates, ...given("not base64!") })
  expect([verification.reason, refused?.code]).toEqual(["no-match", "SECRET_INVALID"])
})

test("a signature without a secret to check it with is not called wrong", async () => {
  const { capture } = readFixture("axiestudio/user.created.json")
  await expect(
    judgeCapture(capture, { candidates: [findProvider("axiestudio")], ...given() }),
  ).rejects.toMatchObject({
    code: "SECRET_MISSING",
    message: "There is no secret to check X-Webhook-Signature with.",
  })
})

test("a request without a known signature header is not verified", async () => {
  const request = { method: "POST", url: "", headers: [], body: Buffer.from("{}") }
  const verdict = await judgeCapture(request, { candidates: detectProviders(request), ...given("s") })
  expect(verdict).toMatchObject({
    provider: null,
    verification: { verified: false, reason: "header-missing" },
  })
})

test("a request that was redacted is not judged, by its mark or by its masked signature", async () => {
  const { capture, secret } = readFixture("axiestudio/user.created.json")
  const reasonOf = async (request: Capture): Promise<string> => {
    const judged = await judgeCapture(request, { candidates: detectProviders(request), ...given(secret!) })
    return judged.verification.reason
  }
  const signedWith = (signature: string): Capture => ({
    ...capture,
    headers: capture.headers.map(([name, value]) => [name, /signature/i.test(name) ? signature : value]),
  })
  expect(await reasonOf({ ...capture, redacted: true })).toBe("redacted")
  expect(await reasonOf(signedWith(`sha256=${"x0".repeat(32)}`))).toBe("redacted")
  // What people write where they have no signature.
  expect(await reasonOf(signedWith(`sha256=${"0".repeat(64)}`))).toBe("no-match")
})
