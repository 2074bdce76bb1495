import { expect, test } from "vitest"
import { shortIds } from "../../src/ui/short-ids.ts"

test("ids are shortened to their kind and time", () => {
  const [first, second] = ["ep_01kf05xd3gqz1f6b6y3v5s8e2a", "ep_01kf0a2m7kqz1f6b6y3v5s8e2b"]
  expect([...shortIds([first, second]).values()]).toEqual(["ep_01kf05xd3g", "ep_01kf0a2m7k"])
})

test("ids made in the same millisecond keep as much as tells them apart", () => {
  const [first, second] = ["dlv_01kf05xd3gqz1f6b6y3v5s8e2a", "dlv_01kf05xd3gqz1f6b6y3v5s8e2b"]
  expect(shortIds([first, second]).get(second)).toBe(second)
})

test("the same id twice is one id", () => {
  const id = "ep_01kf05xd3gqz1f6b6y3v5s8e2a"
  expect(shortIds([id, id]).get(id)).toBe("ep_01kf05xd3g")
})

test("ids that a provider made are left as they are", () => {
  expect(shortIds(["webhook-123", "018f8e02-4b2a-7c9d-8d4e-123456789abc"]).get("webhook-123")).toBe(
    "webhook-123",
  )
})
