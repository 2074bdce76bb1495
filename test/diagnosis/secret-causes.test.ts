import { expect, test } from "vitest"
import {
  CANARY,
  diagnosed,
  idsOf,
  names,
  NOW_MS,
  plain,
  sentHeaders,
  sha256,
  STRIPE_SECRET,
  stripeSigned,
} from "./planted.ts"

const BASE64 = STRIPE_SECRET.slice("whsec_".length)
const SECONDS = String(NOW_MS / 1000)

/** The headers of a Standard Webhooks request signed with this key. */
const standardHeaders = (key: string | Uint8Array) =>
  [
    ["webhook-id", "msg_2"],
    ["webhook-timestamp", SECONDS],
    ["webhook-signature", `v1,${sha256(key, `msg_2.${SECONDS}.`, CANARY).toString("base64")}`],
  ] as const

test.each([
  ["secret-prefix-removed", BASE64],
  ["secret-decoded", Buffer.from(BASE64, "base64")],
  ["secret-newline", `${STRIPE_SECRET}\n`],
  ["secret-newline", `${STRIPE_SECRET}\r\n`],
  ["secret-white-space", `${STRIPE_SECRET} `],
  ["secret-quotes", `"${STRIPE_SECRET}"`],
  ["secret-quotes", `'${STRIPE_SECRET}'`],
  ["secret-case", STRIPE_SECRET.toLowerCase()],
  ["secret-percent-encoded", "a%2Bb%3D%3D long enough"],
  ["secret-empty", ""],
  ["secret-empty", "undefined"],
  ["secret-encoded-twice", Buffer.from(STRIPE_SECRET).toString("base64")],
  ["secret-hashed", plain("sha256", STRIPE_SECRET)],
  ["secret-prefix-kept", `v1,${STRIPE_SECRET}`],
] as const)("Stripe: a signature made with %s is explained by exactly that", async (id, key) => {
  const secret = id === "secret-percent-encoded" ? "a+b== long enough" : STRIPE_SECRET
  const used = id === "secret-percent-encoded" ? encodeURIComponent(secret) : key
  const diagnosis = await diagnosed({ provider: "stripe", secret, headers: stripeSigned(CANARY, used) })
  expect(names(diagnosis, id), idsOf(diagnosis).join()).toBe(true)
})

test.each([
  ["secret-not-decoded", STRIPE_SECRET],
  ["secret-not-decoded", BASE64],
  ["secret-prefix-kept", Buffer.from(STRIPE_SECRET, "base64")],
  ["secret-encoded-twice", Buffer.from(BASE64, "base64").toString("hex")],
] as const)("Standard Webhooks: a signature made with %s is explained by exactly that", async (id, key) => {
  const headers = standardHeaders(key)
  const diagnosis = await diagnosed({ provider: "standard-webhooks", secret: STRIPE_SECRET, headers })
  expect(names(diagnosis, id), idsOf(diagnosis).join()).toBe(true)
})

// What the user passes is what is wrong; the provider signed with the true secret.
test.each([
  ["secret-white-space", ` ${STRIPE_SECRET}`],
  ["secret-newline", `${STRIPE_SECRET}\\n`],
  ["secret-quotes", `"${STRIPE_SECRET}"`],
  ["secret-quotes", `'${STRIPE_SECRET}'`],
  ["secret-prefix-removed", `v1,${STRIPE_SECRET}`],
  ["secret-cut", `${STRIPE_SECRET} # production`],
])("a secret given with a flaw (%s) is told even where it cannot be decoded", async (id, secret) => {
  const headers = standardHeaders(Buffer.from(BASE64, "base64"))
  const diagnosis = await diagnosed({ provider: "standard-webhooks", secret, headers })
  expect(idsOf(diagnosis)).toHaveLength(1)
  expect([diagnosis.causes[0]!.id, ...diagnosis.causes[0]!.aliases]).toEqual(
    expect.arrayContaining([id === "secret-newline" ? expect.stringMatching(/newline|white-space/) : id]),
  )
})

test("a hexadecimal secret that was decoded, and one that was not", async () => {
  const secret = "00112233445566778899aabbccddeeff"
  const decoded = await diagnosed({
    provider: "stripe",
    secret,
    headers: stripeSigned(CANARY, Buffer.from(secret, "hex")),
  })
  expect(names(decoded, "secret-hex-decoded"), idsOf(decoded).join()).toBe(true)
})

test.each([
  ["secret-other", "STRIPE_CLI_SECRET"],
  ["secret-old", "old"],
  ["secret-old", "STRIPE_SECRET_PREVIOUS"],
])("another secret that is known by name is named (%s), and never shown", async (id, name) => {
  const other = "whsec_anotherSecretOfTheSameAccount"
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeSigned(CANARY, other),
    otherSecrets: [
      { name: "unrelated", value: "nothing" },
      { name, value: other },
    ],
  })
  expect(names(diagnosis, id)).toBe(true)
  expect(diagnosis.causes[0]!.title).toBe(`The signature was made with another secret (${name}).`)
  expect(JSON.stringify(diagnosis)).not.toContain(other)
  expect(JSON.stringify(diagnosis)).not.toContain(STRIPE_SECRET)
})

test("two mistakes made together are both named", async () => {
  const compact = Buffer.from(JSON.stringify(JSON.parse(CANARY.toString())))
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeSigned(compact, BASE64),
  })
  expect(idsOf(diagnosis)).toEqual(["body-reserialised-javascript", "secret-prefix-removed"])
})

test("of two mistakes made together, each names what would have given the same bytes in its place", async () => {
  const at = new Date(NOW_MS).toISOString()
  const diagnosis = await diagnosed({
    provider: "zendesk",
    secret: "shared",
    headers: [
      ["X-Zendesk-Webhook-Signature", sha256("shared\n", at).toString("base64")],
      ["X-Zendesk-Webhook-Signature-Timestamp", at],
    ],
  })
  expect(diagnosis.causes.map(({ id, aliases }) => [id, ...aliases])).toEqual([
    ["body-empty", "content-body-omitted"],
    ["secret-newline"],
  ])
})

test("a header of a thousand cut digests is searched no further than a hundred of them", async () => {
  const cut = Array.from({ length: 1000 }, (_, at) => sha256(`${at}`, CANARY).toString("hex").slice(0, 22))
  const right = sha256(STRIPE_SECRET, CANARY).toString("hex").slice(0, 44)
  const first = [["X-Hub-Signature-256", `sha256=${right},${cut.join()}`]] as const
  const last = [["X-Hub-Signature-256", `sha256=${cut.join()},${right}`]] as const
  const idsIn = async (headers: typeof first) =>
    idsOf(await diagnosed({ provider: "github", secret: STRIPE_SECRET, headers }))
  expect([await idsIn(first), await idsIn(last)]).toEqual([["header-truncated"], []])
})

test("an unknown mistake yields no cause, and what was excluded", async () => {
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeSigned(
      Buffer.from(CANARY.toString().replace("padded", "padded")),
      "a secret nobody knows",
    ),
  })
  expect(diagnosis.causes).toEqual([])
  expect(diagnosis.excluded.hypotheses).toBeGreaterThan(5000)
  expect(Object.keys(diagnosis.excluded.varied)).toEqual([
    "body",
    "secret",
    "content",
    "timestamp",
    "algorithm",
  ])
})

test("a token that arrived with a changed secret, or in another header, is told", async () => {
  const secret = "gitlab-token-0123456789"
  const provider = "gitlab-token"
  const right = sentHeaders(provider, { secret })
  const [[name]] = right as [readonly [string, string]]
  const quoted = await diagnosed({ provider, secret, headers: [[name, `"${secret}"`]] })
  expect(names(quoted, "secret-quotes"), idsOf(quoted).join()).toBe(true)
  const moved = await diagnosed({ provider, secret, headers: [["X-Token", secret]] })
  expect(names(moved, "header-other")).toBe(true)
})
