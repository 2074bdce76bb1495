import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { eventTypes, officialRequest, tampered } from "../../support/official-request.ts"

test.each(eventTypes("gitlab"))(
  "standardwebhooks accepts GitLab's %s and refuses it tampered",
  async (type) => {
    const { body, headers, secret } = await officialRequest("gitlab", type)
    const official = new Webhook(secret)
    expect(official.verify(body, headers)).toMatchObject({ object_kind: type })
    expect(() => official.verify(tampered({ body }), headers)).toThrow("No matching signature found")
    expect(() => official.verify(body, { ...headers, "webhook-id": "another" })).toThrow(
      "No matching signature found",
    )
  },
)

test("GitLab's webhook-id is its idempotency key", async () => {
  const { headers } = await officialRequest("gitlab", "push")
  expect(headers["webhook-id"]).toMatch(/^[0-9a-f-]{36}$/)
  expect(headers["idempotency-key"]).toBe(headers["webhook-id"])
})

test.each([
  ["push", "Push Hook"],
  ["merge_request", "Merge Request Hook"],
  ["issue", "Issue Hook"],
  ["note", "Note Hook"],
  ["pipeline", "Pipeline Hook"],
])("GitLab's header calls %s %s, with either kind of token", async (type, name) => {
  const requests = [await officialRequest("gitlab", type), await officialRequest("gitlab-token", type)]
  expect(requests.map(({ headers }) => headers["x-gitlab-event"])).toEqual([name, name])
})

test("GitLab's secret token is sent as it stands", async () => {
  const { headers, secret } = await officialRequest("gitlab-token", "push")
  expect(headers["x-gitlab-token"]).toBe(secret)
})
