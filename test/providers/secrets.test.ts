import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { checkSecret, generateSecret, secretWarning } from "../../src/providers/secrets.ts"

test.each(providers)("a secret made for $id is one it takes without a warning", (provider) => {
  const secret = generateSecret(provider)
  expect([checkSecret(provider, secret), secretWarning(provider, secret)]).toEqual([undefined, undefined])
  expect(generateSecret(provider)).not.toBe(secret)
})

test.each([
  ["axiestudio", /^[0-9a-f]{64}$/],
  ["accelex", /^[0-9a-f]{64}$/],
  ["standard-webhooks", /^whsec_[A-Za-z0-9+/]{43}=$/],
  ["stripe", /^whsec_[A-Za-z0-9]{32}$/],
  ["slack", /^[0-9a-f]{32}$/],
  ["gitlab", /^whsec_[A-Za-z0-9+/]{43}=$/],
  ["polar", /^polar_whs_[A-Za-z0-9]{32}$/],
  ["sendgrid", /^-----BEGIN PRIVATE KEY-----\n[^-]+\n-----END PRIVATE KEY-----$/],
  ["hubspot-v3", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ["zendesk", /^[A-Za-z0-9+/]{43}=$/],
  ["twilio", /^[0-9a-f]{32}$/],
  ["openai", /^whsec_[A-Za-z0-9+/]{43}=$/],
  ["paddle", /^pdl_ntfset_[A-Za-z0-9]{32}$/],
  ["linear", /^lin_wh_[A-Za-z0-9]{32}$/],
  ["discord", /^-----BEGIN PRIVATE KEY-----\n/],
  ["standard-webhooks-v1a", /^whsk_[A-Za-z0-9+/]{86}==$/],
])("%s makes secrets in its own form", (id, pattern) => {
  expect(generateSecret(findProvider(id))).toMatch(pattern)
})

test.each([
  ["axiestudio", "0".repeat(31), "Axie Studio: a secret has at least 32 characters; this one has 31."],
  ["axiestudio", "0".repeat(32), undefined],
  ["axiestudio", "", "Axie Studio: a secret must not be empty."],
  ["axelered", "x", undefined],
  ["axcelerate", "x", undefined],
  ["standard-webhooks", "whsec_AAAA", "Standard Webhooks: a secret holds 24 to 64 bytes; this one holds 3."],
  ["standard-webhooks", "plain text", "The secret is not base64, which standard-webhooks requires."],
  ["stripe", "plain text", undefined],
  ["gitlab", `whsec_${"A".repeat(32)}`, "GitLab: a secret holds 32 bytes; this one holds 24."],
  ["polar", "plain text", undefined],
  ["polar", "whsec_plain text", "The secret is not base64, which polar requires."],
  ["sendgrid", "plain text", "The secret is no private key; sendgrid needs an ECDSA (P-256) key."],
  ["openai", "plain text", undefined],
  ["openai", "whsec_plain text", "The secret is not base64, which openai requires."],
  [
    "standard-webhooks-v1a",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "The secret is no private key; standard-webhooks-v1a needs an Ed25519 key.",
  ],
])("%s judges the secret %j: %s", (id, secret, problem) => {
  expect(checkSecret(findProvider(id), secret)).toBe(problem)
})

test.each([
  ["axelered", "fifteen chars..", /only 15 characters/],
  ["ainexlayer", "fifteen chars..", /only 15 characters/],
  ["axelered", "sixteen chars...", undefined],
  ["accelex", "accelex_live_1234567890", /accelex_wh_/],
  ["accelex", "accelex_test_1234567890", /accelex_wh_/],
  ["accelex", "accelex_ro_1234567890", /accelex_wh_/],
  ["accelex", "accelex_wh_1234567890", undefined],
])("%s warns about %j as it should: %s", (id, secret, pattern) => {
  const warning = secretWarning(findProvider(id), secret)
  expect(warning === undefined ? undefined : pattern?.test(warning)).toBe(
    pattern === undefined ? undefined : true,
  )
  expect(warning ?? "").not.toContain(secret)
})

test("the secrets that providers publish for tests are known, and are ones they take", () => {
  const published = providers.flatMap(({ id, knownSecrets = [] }) =>
    knownSecrets.map(({ value }) => [id, value] as const),
  )
  expect(published).toEqual(
    expect.arrayContaining([
      ["mandrill", "test-webhook"],
      ["zendesk", "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="],
    ]),
  )
  expect(published.map(([id, value]) => checkSecret(findProvider(id), value))).toEqual(
    published.map(() => undefined),
  )
})
