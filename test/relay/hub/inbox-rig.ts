import { expect } from "vitest"
import type { DeliveryDetailJson, DeliveryJson, ListPage } from "../../../src/domain/api-types.ts"
import type { Hello } from "../../../src/tunnel/frames.ts"
import { connectListener, type FakeListener } from "../../support/fake-listener.ts"
import type { TestRelay } from "../../support/test-relay.ts"

export async function inboxUrlOf(listener: FakeListener): Promise<string> {
  return (await listener.frame("welcome")).info.inbox.url
}

export function post(url: string, body = "hello"): Promise<Response> {
  return fetch(url, { method: "POST", body })
}

/** The relay's one delivery with its attempts. */
export async function onlyDelivery(relay: TestRelay): Promise<DeliveryDetailJson> {
  const { items }: ListPage<DeliveryJson> = (await relay.api("GET", "/v1/deliveries")).json
  expect(items).toHaveLength(1)
  return (await relay.api("GET", `/v1/deliveries/${items[0]!.id}`)).json
}

/** Sends a delivery to an inbox whose listener has just left, and returns what its sender was told. */
export async function postToNobody(relay: TestRelay, hello: Partial<Hello> = {}): Promise<Response> {
  const listener = await connectListener(relay, hello)
  const url = await inboxUrlOf(listener)
  listener.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  await roundTrip(listener)
  listener.destroy()
  await listener.closed
  return await post(url)
}

/** Resolves when the relay has taken in everything sent before and the listener everything sent to it by then. */
export async function roundTrip(listener: FakeListener): Promise<void> {
  const pongs = listener.frames.filter(({ type }) => type === "pong").length
  listener.send({ type: "ping" })
  await listener.frame("pong", pongs)
}

/** How many requests the listener was sent. */
export function requests(listener: FakeListener): number {
  return listener.frames.filter(({ type }) => type === "request").length
}
