import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { verify } from "../../src/signing/verify.ts"
import { startManagedRelay } from "../support/managed-relay.ts"
import { startReceiver } from "../support/receiver.ts"

test.each([
  ["axiestudio", "user.created", "webhook.test"],
  ["ainexlayer", "chat.conversation.started", "document.uploaded"],
  ["axelered", "process.completed", "process.completed"],
  ["axcelerate", "contact.created", undefined],
  ["accelex", "invoice.resolved", "invoice.resolved"],
])("an endpoint of %s is managed from the first command to the last", async (provider, event, tested) => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver(() => 200)
  const { scheme } = findProvider(provider)
  const isSignedWith = (secret: string, number: number): boolean => {
    const { headers, body } = receiver.requests[number - 1]!
    return verify(scheme, { headers, body, secrets: [secret], nowMs: Date.now() }).verified
  }

  const created = await relay.json("create", receiver.url, "--provider", provider, "--events", event)
  const { id } = created
  expect(await relay.json("list")).toMatchObject({ items: [{ id, provider, events: [event], active: true }] })
  expect(await relay.json("get", id)).toMatchObject({ id, secrets: created.secret === null ? 0 : 1 })
  const { secret } = await relay.json("rotate", id)
  expect(secret).not.toBe(created.secret)

  const test = await relay.json("test", id)
  expect(test).toMatchObject({ attempt: { status: 200 }, delivery: { status: "delivered" } })
  if (tested !== undefined) expect(test.delivery.event).toBe(tested)
  expect(isSignedWith(secret, 1)).toBe(true)

  const [attempt] = await relay.lines("trigger", event, "--provider", provider)
  expect(attempt).toMatchObject({ event, ok: true, attempt: 1 })
  const { items } = await relay.json("deliveries", id, "--event", event)
  expect(items.map((delivery: { id: string }) => delivery.id)).toContain(attempt.delivery)
  const delivery = await relay.json("delivery", attempt.delivery)
  expect(delivery).toMatchObject({ status: "delivered", attemptLog: [{ status: 200 }] })
  const [replayed] = await relay.lines("replay", attempt.delivery)
  expect(replayed).toMatchObject({ delivery: attempt.delivery, attempt: 2, ok: true })
  expect(receiver.requests[2]!.body).toEqual(receiver.requests[1]!.body)
  expect(isSignedWith(secret, 3)).toBe(true)

  const disabled = await relay.whk("disable", id)
  expect(disabled.exitCode).toBe(provider === "axelered" ? 6 : 0)
  const after = await relay.whk("trigger", event, "--provider", provider)
  expect(after.exitCode).toBe(provider === "axelered" ? 0 : 1)
  expect(await relay.json("delete", id, "--yes")).toEqual({ id, deleted: true })
  expect(await relay.json("list")).toMatchObject({ items: [] })
})
