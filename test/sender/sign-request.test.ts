import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { type RequestToSign, signRequest } from "../../src/sender/sign-request.ts"

const SECRET = "0123456789abcdef0123456789abcdef"
const body = Buffer.from('{"event":"user.created"}')
const signed = (id: string, more: Partial<RequestToSign> = {}) =>
  signRequest({
    provider: findProvider(id),
    type: "user.created",
    id: "evt_1",
    timeMs: 1_768_442_584_567,
    method: "POST",
    url: "https://example.com/hooks",
    body,
    secrets: [SECRET],
    ...more,
  })
const names = ({ headers }: { headers: readonly Header[] }): string[] => headers.map(([name]) => name)

test("Axie Studio's request carries the headers of its page", async () => {
  expect(await signed("axiestudio")).toEqual({
    url: "https://example.com/hooks",
    body,
    headers: [
      ["Content-Type", "application/json"],
      ["User-Agent", "AxieStudio-Webhook/1.0"],
      ["X-Webhook-Event", "user.created"],
      ["X-Webhook-Signature", expect.stringMatching(/^sha256=[0-9a-f]{64}$/)],
      ["X-Webhook-Timestamp", "1768442584"],
    ],
    signature: { header: "X-Webhook-Signature", field: null, value: expect.stringMatching(/^sha256=/) },
    signedBodyDiffers: false,
  })
})

test.each([
  ["axelered", ["Content-Type", "X-Axelered-Signature"]],
  ["axcelerate", ["Content-Type", "Ax-Signature-Version", "Ax-Signature"]],
  ["accelex", ["Content-Type", "X-AccelEx-Signature"]],
  ["ainexlayer", ["Content-Type", "X-Webhook-Signature"]],
  ["stripe", ["Content-Type", "User-Agent", "Stripe-Signature"]],
])("%s sends %j", async (id, expected) => {
  expect(names(await signed(id))).toEqual(expected)
})

test("GitHub's and Shopify's headers name the event and its id", async () => {
  const github = Object.fromEntries((await signed("github", { type: "push" })).headers)
  expect(github).toMatchObject({ "X-GitHub-Event": "push", "X-GitHub-Delivery": "evt_1" })
  const shopify = Object.fromEntries((await signed("shopify", { type: "orders/create" })).headers)
  expect(shopify).toMatchObject({
    "X-Shopify-Topic": "orders/create",
    "X-Shopify-Webhook-Id": "evt_1",
    "X-Shopify-Triggered-At": "2026-01-15T02:03:04.567Z",
  })
})

test.each([
  ["order.created", "order", "created"],
  ["product.updated", "product", "updated"],
])("WooCommerce's headers name the topic %s whole and in parts", async (type, resource, event) => {
  expect(Object.fromEntries((await signed("woocommerce", { type })).headers)).toMatchObject({
    "X-WC-Webhook-Topic": type,
    "X-WC-Webhook-Resource": resource,
    "X-WC-Webhook-Event": event,
  })
})

test("a type that spells its header in a way of its own replaces the provider's, in its place", async () => {
  const issue = await signed("gitlab-token", { type: "issue" })
  const other = await signed("gitlab-token", { type: "anything" })
  expect(issue.headers).toContainEqual(["X-Gitlab-Event", "Issue Hook"])
  expect(other.headers).toContainEqual(["X-Gitlab-Event", "anything"])
  expect(names(issue)).toEqual(names(other))
})

test("every attempt of one event carries the same UUID, another event another", async () => {
  const uuid = async (request: Partial<RequestToSign>) =>
    (await signed("shopify", request)).headers.find(([name]) => name === "X-Shopify-Event-Id")
  expect(await uuid({ timeMs: 1 })).toEqual(await uuid({ timeMs: 2 }))
  expect(await uuid({ id: "evt_2" })).not.toEqual(await uuid({}))
})

test("each attempt is signed at its own time", async () => {
  const [first, second] = await Promise.all([0, 1000].map((timeMs) => signed("slack", { timeMs })))
  expect(first!.signature.value).not.toBe(second!.signature.value)
})

test("a caller's header takes the place of the provider's, in any case; new ones go to the end", async () => {
  const headers: Header[] = [
    ["user-agent", "mine"],
    ["X-Team", "billing"],
    ["x-team", "again"],
  ]
  expect((await signed("axiestudio", { headers })).headers).toEqual([
    ["Content-Type", "application/json"],
    ["user-agent", "mine"],
    ["X-Webhook-Event", "user.created"],
    ["X-Webhook-Signature", expect.any(String)],
    ["X-Webhook-Timestamp", "1768442584"],
    ["X-Team", "billing"],
    ["x-team", "again"],
  ])
})

test("a content type given for the body replaces the provider's", async () => {
  const { headers } = await signed("github", { contentType: "application/x-www-form-urlencoded" })
  expect(headers).toContainEqual(["Content-Type", "application/x-www-form-urlencoded"])
})

test("GitHub sends no signature header without a secret", async () => {
  expect(names(await signed("github", { secrets: [] }))).not.toContain("X-Hub-Signature-256")
})

test("a provider that always signs refuses to send without a secret", async () => {
  await expect(signed("axiestudio", { secrets: [] })).rejects.toThrow(
    expect.objectContaining({ code: "SECRET_MISSING" }),
  )
})

test.each([
  [{ id: "evt_1\r\nX-Evil: 1" }, "standard-webhooks"],
  [{ type: "user.created\n" }, "axiestudio"],
  [{ type: "user.créé…" }, "axiestudio"],
  [{ headers: [["bad name", "x"]] }, "axiestudio"],
  [{ headers: [["x", "a\0b"]] }, "axiestudio"],
] as [Partial<RequestToSign>, string][])("%j cannot be written into a header", async (more, id) => {
  const secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
  await expect(signed(id, { secrets, ...more })).rejects.toThrow(
    expect.objectContaining({
      code: "HEADER_INVALID",
      exitCode: 2,
      message: expect.not.stringMatching(/[\r\n\0]/),
    }),
  )
})

test("AccelEx signs the re-serialised text of given bytes and tells that they differ", async () => {
  const wire = Buffer.from('{"amount":12450.00}')
  const compact = Buffer.from('{"amount":12450}')
  expect(await signed("accelex", { body: wire })).toMatchObject({ signedBodyDiffers: true })
  const both = await Promise.all([wire, compact].map((bytes) => signed("accelex", { body: bytes })))
  expect(both[0]!.signature).toEqual(both[1]!.signature)
})
