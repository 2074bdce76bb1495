import { afterAll, beforeAll, expect, test } from "vitest"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

test("create answers 201 with the endpoint and its secret", async () => {
  const { status, json } = await api.call("POST", "/v1/endpoints", {
    json: {
      provider: "axiestudio",
      url: "https://example.com/hooks",
      events: ["user.created"],
      name: "Billing",
    },
  })
  expect(status).toBe(201)
  expect(json).toEqual({
    id: expect.stringMatching(/^ep_/),
    provider: "axiestudio",
    url: "https://example.com/hooks",
    name: "Billing",
    description: null,
    events: ["user.created"],
    active: true,
    secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    secrets: 1,
    lastDeliveryAt: null,
    createdAt: "2026-01-15T02:03:04.567Z",
    updatedAt: "2026-01-15T02:03:04.567Z",
  })
})
