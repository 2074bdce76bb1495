import { createPrivateKey } from "node:crypto"
import { expect, test } from "vitest"
import { secretP256 } from "../../../src/providers/catalogue/shared-samples.ts"
import { jwtScheme } from "../../../src/signing/coded/jwt/jwt.ts"
import type { TimestampRule } from "../../../src/signing/scheme.ts"
import type { VerifyInput } from "../../../src/signing/verification.ts"
import { TOKEN_TIME_MS, tokenOf } from "../../support/tokens.ts"

const EC = secretP256(Buffer.alloc(32, 7))
const NOW = TOKEN_TIME_MS / 1000

async function judge(claims: object, timestamp?: TimestampRule, more: Partial<VerifyInput> = {}) {
  const scheme = jwtScheme({
    id: "timed",
    recipe: { algorithm: "", key: "", content: "" },
    header: ["X-Token", "{signature}"],
    algorithms: ["ES256"],
    ...(timestamp && { timestamp }),
  })
  return await scheme.verify({
    method: "POST",
    url: "https://example.com/hooks",
    headers: [["X-Token", await tokenOf(createPrivateKey(EC), { alg: "ES256" }, claims)]],
    body: Buffer.from("{}"),
    secrets: [EC],
    nowMs: TOKEN_TIME_MS,
    ...more,
  })
}

const RULE: TimestampRule = { unit: "s", toleranceSeconds: 300 }

test.each([
  [{ iat: NOW - 300 }, "ok", 300, true],
  [{ iat: NOW - 301 }, "stale", 301, false],
  [{ iat: NOW - 299.5 }, "ok", 300, true],
  [{ iat: NOW + 86_400 }, "ok", -86_400, true],
  [{ iat: NOW, exp: NOW + 1 }, "ok", 0, true],
  [{ iat: NOW - 10, exp: NOW }, "stale", 10, false],
  [{ iat: NOW, nbf: NOW }, "ok", 0, true],
  [{ iat: NOW, nbf: NOW + 1 }, "future", -1, false],
] as const)("a right signature over %j is %s", async (claims, reason, ageSeconds, fresh) => {
  expect(await judge(claims, RULE)).toMatchObject({
    verified: reason === "ok",
    reason,
    match: { secretIndex: 0 },
    timestamp: { ageSeconds, fresh, signed: true },
  })
})

test("a time ahead is judged where the scheme says how far it may be", async () => {
  const rule: TimestampRule = { ...RULE, futureToleranceSeconds: 60 }
  expect((await judge({ iat: NOW + 60 }, rule)).reason).toBe("ok")
  expect((await judge({ iat: NOW + 61 }, rule)).reason).toBe("future")
})

test.each([
  [{}],
  [{ iat: "1768442584" }],
  [{ iat: null }],
  [{ iat: -5 }],
  [{ iat: 1e300 }],
  [{ iat: {} }],
  [{ iat: NOW, exp: "tomorrow" }],
  [{ iat: NOW, exp: null }],
  [{ iat: NOW, nbf: true }],
])("a right signature over %j is malformed", async (claims) => {
  expect(await judge(claims, RULE)).toMatchObject({ reason: "malformed", match: { secretIndex: 0 } })
})

test("a scheme without a tolerance shows the age and judges only exp", async () => {
  expect(await judge({ iat: NOW - 1e6 }, { unit: "s" })).toMatchObject({
    verified: true,
    timestamp: { ageSeconds: 1e6, fresh: null },
  })
  expect(await judge({ iat: NOW - 1e6, exp: NOW - 5e5 })).toMatchObject({ reason: "stale" })
  expect(await judge({ exp: NOW - 5 })).toMatchObject({
    reason: "stale",
    timestamp: { value: String(NOW - 5), ageSeconds: 5, fresh: false },
  })
  expect(await judge({})).toMatchObject({ verified: true, timestamp: null })
})

test("a given tolerance is granted to iat, to exp and to nbf", async () => {
  const old = { iat: NOW - 1000, exp: NOW - 700 }
  expect((await judge(old, RULE, { toleranceSeconds: 1000 })).reason).toBe("ok")
  expect((await judge(old, RULE, { toleranceSeconds: 999 })).reason).toBe("stale")
  expect((await judge({ iat: NOW, nbf: NOW + 60 }, RULE, { toleranceSeconds: 60 })).reason).toBe("ok")
  expect((await judge({ iat: NOW + 61 }, RULE, { toleranceSeconds: 60 })).reason).toBe("future")
})

test("the time may stand elsewhere in the payload, in another unit", async () => {
  const rule: TimestampRule = { unit: "iso", at: "/event/at", toleranceSeconds: 60 }
  const at = (text: unknown) => ({ event: { at: text } })
  expect((await judge(at("2026-01-15T02:02:04Z"), rule)).reason).toBe("ok")
  expect((await judge(at("2026-01-15T02:02:03Z"), rule)).reason).toBe("stale")
  expect((await judge(at("yesterday"), rule)).reason).toBe("malformed")
  expect((await judge(at(5), rule)).reason).toBe("malformed")
  expect((await judge({ iat: NOW }, rule)).reason).toBe("malformed")
})
