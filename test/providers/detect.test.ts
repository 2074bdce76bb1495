import { expect, test } from "vitest"
import { detectProviders } from "../../src/providers/detect.ts"
import { officialRequest } from "../support/official-request.ts"

const idsFor = (headers: Readonly<Record<string, string>>, body: Buffer): string[] =>
  detectProviders({ headers: Object.entries(headers), body }).map(({ id }) => id)

test.each([
  ["hubspot-v1", "contact.creation"],
  ["hubspot-v2", "contact.creation"],
  ["hubspot-v3", "contact.creation"],
  ["bitbucket", "repo:push"],
  ["intercom", "conversation.user.created"],
  ["gitlab", "push"],
  ["gitlab-token", "push"],
  ["polar", "order.paid"],
  ["mandrill", "send"],
  ["square", "payment.updated"],
])("a request of %s is taken for one of its own", async (id, type) => {
  const { headers, body } = await officialRequest(id, type)
  expect(idsFor(headers, body)[0]).toBe(id)
})

test("a header that always says the same decides between two that use the same signature header", async () => {
  const { headers, body } = await officialRequest("hubspot-v1", "contact.creation")
  expect(idsFor(headers, body)).toEqual(["hubspot-v1", "hubspot-v2"])
  expect(idsFor({ ...headers, "x-hubspot-signature-version": "v2" }, body)).toEqual([
    "hubspot-v2",
    "hubspot-v1",
  ])
})
