import { createHmac } from "node:crypto"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { temporaryFolder } from "../support/run-whk.ts"
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
  stripeHeader,
  stripeSigned,
  URL,
} from "./planted.ts"

const SECONDS = String(NOW_MS / 1000)
const KEY = Buffer.from(STRIPE_SECRET.slice("whsec_".length), "base64")

const standard = (content: readonly (string | Uint8Array)[], timestamp = SECONDS): readonly Header[] => [
  ["webhook-id", "msg_2"],
  ["webhook-timestamp", timestamp],
  ["webhook-signature", `v1,${sha256(KEY, ...content).toString("base64")}`],
]

test.each([
  ["content-timestamp-omitted", [CANARY]],
  ["content-order", [CANARY, ".", SECONDS]],
  ["content-separator", [SECONDS, CANARY]],
  ["content-separator", [SECONDS, ":", CANARY]],
  ["content-separator", ["v0:", SECONDS, ":", CANARY]],
  ["content-body-omitted", [SECONDS]],
] as const)("Stripe: %s is explained by exactly that", async (id, content) => {
  const headers = stripeHeader(sha256(STRIPE_SECRET, ...content))
  const diagnosis = await diagnosed({ provider: "stripe", secret: STRIPE_SECRET, headers })
  expect(names(diagnosis, id), idsOf(diagnosis).join()).toBe(true)
})

test.each([
  ["content-id-omitted", [SECONDS, ".", CANARY]],
  ["content-id-omitted", [CANARY]],
  ["content-timestamp-omitted", ["msg_2.", CANARY]],
  ["content-order", [SECONDS, ".msg_2.", CANARY]],
  ["content-order", ["msg_2.", CANARY, ".", SECONDS]],
  ["content-separator", ["msg_2", SECONDS, CANARY]],
] as const)("Standard Webhooks: %s is explained by exactly that", async (id, content) => {
  const diagnosis = await diagnosed({
    provider: "standard-webhooks",
    secret: STRIPE_SECRET,
    headers: standard(content),
  })
  expect(names(diagnosis, id), idsOf(diagnosis).join()).toBe(true)
})

test("a time or an id that the provider does not sign is told as added", async () => {
  const headers: readonly Header[] = [
    ["X-Sent-At", SECONDS],
    ["X-Hub-Signature-256", `sha256=${sha256("github-secret", SECONDS, ".", CANARY).toString("hex")}`],
  ]
  const said = await diagnosed({ provider: "github", secret: "github-secret", headers })
  expect(names(said, "content-timestamp-added"), idsOf(said).join()).toBe(true)
})

test.each([
  ["content-id-added", "{body}", ["msg_2.", CANARY]],
  ["content-body-sha256-omitted", "{timestamp}.{body-sha256}", [SECONDS]],
  ["content-separator", "{timestamp}.{body-sha256}", [SECONDS, plain("sha256", CANARY).toString("hex")]],
] as const)("a provider file: %s is explained where the file says %s", async (id, content, signed) => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, "acme.yaml")
  const headers = `{ X-Id: "{id}", X-Time: "{timestamp}", X-Sig: "{signature}" }`
  await writeFile(
    path,
    `id: acme\nname: Acme\nscheme: { algorithm: hmac-sha256, content: "${content}", headers: ${headers} }\n`,
  )
  const said = await diagnosed({
    provider: path,
    secret: "s3cret",
    headers: [
      ["X-Id", "msg_2"],
      ["X-Time", SECONDS],
      ["X-Sig", sha256("s3cret", ...signed).toString("hex")],
    ],
  })
  expect(names(said, id), idsOf(said).join()).toBe(true)
})

test("Mailgun: a signature over the timestamp alone is told as made without the token", async () => {
  const signature = sha256("key", SECONDS).toString("hex")
  const body = Buffer.from(JSON.stringify({ signature: { timestamp: SECONDS, token: "abc", signature } }))
  const said = await diagnosed({ provider: "mailgun", secret: "key", body })
  expect(names(said, "content-token-omitted"), idsOf(said).join()).toBe(true)
})

test("a wrong signature beside a right one that is weaker is told, and no other provider is", async () => {
  const weaker = createHmac("sha1", "github-secret").update(CANARY).digest("hex")
  const headers: readonly Header[] = [
    ["x-hub-signature", `sha1=${weaker}`],
    ["x-hub-signature-256", `sha256=${"0".repeat(64)}`],
  ]
  const said = await diagnosed({ provider: "github", secret: "github-secret", headers })
  expect(idsOf(said)).toEqual(["header-weaker"])
  expect(said.causes[0]).toMatchObject({
    title: "The signature in X-Hub-Signature-256 is wrong, and the weaker one in X-Hub-Signature is right.",
    proof: { header: "X-Hub-Signature", field: null },
  })
})

test.each([
  ["timestamp-milliseconds", `${SECONDS}000`],
  ["timestamp-iso", "2026-01-15T02:03:04Z"],
  ["timestamp-iso", "2026-01-15T02:03:04.000Z"],
])("%s in the place of seconds is explained by exactly that", async (id, signed) => {
  const headers = stripeHeader(sha256(STRIPE_SECRET, `${signed}.`, CANARY))
  const diagnosis = await diagnosed({ provider: "stripe", secret: STRIPE_SECRET, headers })
  expect(names(diagnosis, id), idsOf(diagnosis).join()).toBe(true)
})

test("seconds in the place of milliseconds, and another header's time", async () => {
  const milliseconds = `${SECONDS}123`
  const headers = stripeHeader(sha256(STRIPE_SECRET, `${SECONDS}.`, CANARY), milliseconds)
  expect(
    names(await diagnosed({ provider: "stripe", secret: STRIPE_SECRET, headers }), "timestamp-seconds"),
  ).toBe(true)
  const other: readonly Header[] = [
    ["X-Sent-At", "1768442000"],
    ...stripeHeader(sha256(STRIPE_SECRET, "1768442000.", CANARY)),
  ]
  expect(
    names(await diagnosed({ provider: "stripe", secret: STRIPE_SECRET, headers: other }), "timestamp-other"),
  ).toBe(true)
})

test("a timestamp that was read as a number and printed again is told", async () => {
  const headers = standard([`msg_2.${SECONDS}.`, CANARY], `0${SECONDS}`)
  const diagnosis = await diagnosed({ provider: "standard-webhooks", secret: STRIPE_SECRET, headers })
  expect(names(diagnosis, "timestamp-reprinted"), idsOf(diagnosis).join()).toBe(true)
})

test("an id from another header is told", async () => {
  const headers: readonly Header[] = [["X-Request-Id", "req_9"], ...standard([`req_9.${SECONDS}.`, CANARY])]
  const diagnosis = await diagnosed({ provider: "standard-webhooks", secret: STRIPE_SECRET, headers })
  expect(names(diagnosis, "id-other"), idsOf(diagnosis).join()).toBe(true)
})

test.each([
  ["algorithm-other", createHmac("sha1", STRIPE_SECRET).update(`${SECONDS}.`).update(CANARY).digest()],
  ["algorithm-other", createHmac("sha512", STRIPE_SECRET).update(`${SECONDS}.`).update(CANARY).digest()],
  ["algorithm-other", createHmac("md5", STRIPE_SECRET).update(`${SECONDS}.`).update(CANARY).digest()],
  ["algorithm-not-keyed", plain("sha256", `${SECONDS}.`, CANARY)],
  ["algorithm-not-keyed", plain("sha256", STRIPE_SECRET, `${SECONDS}.`, CANARY)],
  ["algorithm-not-keyed", plain("sha256", `${SECONDS}.`, CANARY, STRIPE_SECRET)],
])("%s is explained by exactly that", async (id, signature) => {
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeHeader(signature),
  })
  // A digest of another length is no candidate of the scheme, so it is also said that it does not stand there as it should.
  expect(idsOf(diagnosis)[0]).toBe(id)
})

const right = sha256("github-secret", CANARY)

test.each([
  ["digest-encoding", "X-Hub-Signature-256", `sha256=${right.toString("base64")}`],
  ["digest-encoding", "X-Hub-Signature-256", `sha256=${right.toString("base64url")}`],
  ["digest-case", "X-Hub-Signature-256", `sha256=${right.toString("hex").toUpperCase()}`],
  ["digest-prefix", "X-Hub-Signature-256", right.toString("hex")],
  ["digest-prefix", "X-Hub-Signature-256", `v0=${right.toString("hex")}`],
  [
    "digest-encoded-twice",
    "X-Hub-Signature-256",
    `sha256=${Buffer.from(right.toString("hex")).toString("base64")}`,
  ],
  ["header-truncated", "X-Hub-Signature-256", `sha256=${right.toString("hex").slice(0, 50)}`],
  ["header-renamed", "HTTP_X_HUB_SIGNATURE_256", `sha256=${right.toString("hex")}`],
  ["header-renamed", "x_hub_signature_256", `sha256=${right.toString("hex")}`],
  ["header-other", "X-Signature", `sha256=${right.toString("hex")}`],
  ["header-merged", "X-Hub-Signature-256", `sha256=${"0".repeat(64)}, sha256=${right.toString("hex")}`],
])("GitHub: %s (%s: %s) is explained by exactly that", async (id, name, value) => {
  const diagnosis = await diagnosed({ provider: "github", secret: "github-secret", headers: [[name, value]] })
  expect(names(diagnosis, id), idsOf(diagnosis).join()).toBe(true)
})

test("Standard Webhooks: commas for the spaces between signatures are told as a merged header", async () => {
  const signature = sha256(KEY, `msg_2.${SECONDS}.`, CANARY).toString("base64")
  const headers: readonly Header[] = [
    ["webhook-id", "msg_2"],
    ["webhook-timestamp", SECONDS],
    ["webhook-signature", `v1,${"A".repeat(43)}=,v1,${signature}`],
  ]
  const diagnosis = await diagnosed({ provider: "standard-webhooks", secret: STRIPE_SECRET, headers })
  expect(names(diagnosis, "header-merged"), idsOf(diagnosis).join()).toBe(true)
})

test("Stripe's header with semicolons is a merged one, its timestamp found all the same", async () => {
  const signature = sha256(STRIPE_SECRET, `${SECONDS}.`, CANARY).toString("hex")
  const headers: readonly Header[] = [["Stripe-Signature", `t=${SECONDS};v1=${signature}`]]
  const diagnosis = await diagnosed({ provider: "stripe", secret: STRIPE_SECRET, headers })
  expect(names(diagnosis, "header-merged"), idsOf(diagnosis).join()).toBe(true)
})

test("a digest of the body in another header (Digest) is no signature", async () => {
  const headers: readonly Header[] = [
    ["Digest", `SHA-256=${plain("sha256", CANARY).toString("base64")}`],
    ["Content-MD5", plain("md5", CANARY).toString("base64")],
    ["X-Hub-Signature-256", `sha256=${"0".repeat(64)}`],
  ]
  expect(idsOf(await diagnosed({ provider: "github", secret: "github-secret", headers }))).toEqual([])
})

test.each([
  ["clock-stale", NOW_MS + 3_600_000],
  ["clock-ahead", NOW_MS - 3_600_000],
])("a right signature with a wrong clock is %s", async (id, nowMs) => {
  const provider = id === "clock-stale" ? "stripe" : "standard-webhooks"
  const headers = provider === "stripe" ? stripeSigned(CANARY) : standard([`msg_2.${SECONDS}.`, CANARY])
  const diagnosis = await diagnosed({ provider, secret: STRIPE_SECRET, headers, nowMs })
  expect(names(diagnosis, id)).toBe(true)
})

test("the signature of another request is told with that request's id", async () => {
  const other = {
    id: "dlv_other",
    method: "POST",
    url: URL,
    headers: [],
    body: Buffer.from('{"other":true}'),
  }
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeSigned(other.body),
    otherRequests: [{ ...other, id: "dlv_third", body: Buffer.from("{}") }, other],
  })
  // An empty object is what a lost body leaves, too, so the other body must be neither.
  expect(names(diagnosis, "request-other"), idsOf(diagnosis).join()).toBe(true)
  expect(diagnosis.causes[0]!.title).toContain("dlv_other")
})

test("a request of another provider is told as such", async () => {
  const headers = sentHeaders("slack", { secret: "slack-secret" })
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: "slack-secret",
    headers,
  })
  expect(names(diagnosis, "provider-other"), idsOf(diagnosis).join()).toBe(true)
  expect(diagnosis.causes[0]!.fix.text).toBe("Verify it with --provider slack.")
})

test("the right digest is said to be right", async () => {
  const got = sha256(STRIPE_SECRET, `${SECONDS}.`, CANARY)
  for (const text of [
    got.toString("hex"),
    got.toString("base64"),
    `v1=${got.toString("hex")}`,
    got.toString("hex").toUpperCase(),
  ]) {
    const diagnosis = await diagnosed({
      provider: "stripe",
      secret: STRIPE_SECRET,
      headers: stripeSigned(CANARY),
      got: text,
    })
    expect(idsOf(diagnosis)).toEqual(["got-right"])
  }
})

test.each(["", "zzz", "deadbeef", "not a digest at all"])("a --got of %j explains nothing", async (got) => {
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeSigned(CANARY),
    got,
  })
  expect(diagnosis.causes).toEqual([])
})
