import { connect } from "node:net"
import { expect, test } from "vitest"
import type { DeliveryJson, InboxJson, ListPage } from "../../../src/domain/api-types.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay } from "../../support/test-relay.ts"

/** A request whose body is half sent, or whole; resolves once that much has left. */
async function beginPost(url: string, { whole = false } = {}) {
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), "127.0.0.1")
  const answer = new Promise<string>((resolve) => {
    let text = ""
    socket.on("data", (data) => (text += data.toString("latin1"))).on("close", () => resolve(text))
  })
  const head = `POST ${pathname} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 11\r\n\r\n`
  await new Promise<void>((resolve) => socket.write(`${head}begun ${whole ? "ended" : ""}`, () => resolve()))
  const leave = (): Promise<unknown> => {
    socket.destroy()
    return answer
  }
  return { answer, leave, end: () => socket.write("ended") }
}

test("a reset in the middle of a refused upgrade does not end the relay", async () => {
  await using relay = await startTestRelay()
  const { port } = new URL(relay.url)
  const resets = Array.from({ length: 50 }, () => {
    return new Promise<void>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () => {
        socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", () => {
          socket.resetAndDestroy()
          resolve()
        })
      })
    })
  })
  await Promise.all(resets)
  expect((await fetch(`${relay.url}/healthz`)).status).toBe(200)
})

test("a delivery that was being taken in while its inbox was rotated reaches the listener that came back", async () => {
  await using relay = await startTestRelay()
  const first = await connectListener(relay)
  const { inbox } = (await first.frame("welcome")).info
  const { answer, end } = await beginPost(inbox.url)
  await relay.api("POST", `/v1/inboxes/${inbox.id}/rotate`, {})
  await first.frame("goaway")
  const second = await connectListener(relay)
  expect((await second.frame("welcome")).info.inbox.url).not.toBe(inbox.url)
  end()
  second.answer(await second.frame("request"), { status: 201 })
  expect(await answer).toMatch(/^HTTP\/1\.1 201 /)
})

test("a delivery that was being taken in while its inbox was deleted is not acknowledged and stands as failed", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const { inbox } = (await listener.frame("welcome")).info
  const { answer, end } = await beginPost(inbox.url)
  expect((await relay.api("DELETE", `/v1/inboxes/${inbox.id}`)).status).toBe(204)
  end()
  expect(await answer).toMatch(/^HTTP\/1\.1 404 /)
  const { items }: ListPage<DeliveryJson> = (await relay.api("GET", "/v1/deliveries")).json
  expect(items).toMatchObject([{ status: "failed" }])
})

test("an exchange that is cancelled before an answer is an attempt, and is tried again on schedule", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const { inbox } = (await listener.frame("welcome")).info
  const sending = fetch(inbox.url, { method: "POST", body: "x" })
  const { stream } = await listener.frame("request")
  listener.send({ type: "cancel", stream, reason: "cannot" })
  expect((await sending).headers.get("x-whk-answer")).toBe("queued")
  const again = await listener.frame("request", 1)
  expect(again.info).toMatchObject({ attempt: 2, kind: "queued" })
  listener.answer(again)
  await listener.frame("ack", 1)
  const { items }: ListPage<InboxJson> = (await relay.api("GET", "/v1/inboxes")).json
  expect(items[0]).toMatchObject({ pending: 0 })
})

test("a sender that left before a streamed answer gives the listener its slot back", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { maxInFlight: 1 })
  const { url } = (await listener.frame("welcome")).info.inbox
  const { leave } = await beginPost(url, { whole: true })
  const request = await listener.frame("request")
  await leave()
  // A whole exchange later the relay has seen the sender go.
  await relay.api("GET", "/v1/inboxes")
  listener.beginAnswer(request, { body: "x".repeat(60_000) })
  await listener.frame("cancel")
  const next = fetch(url, { method: "POST", body: "next" })
  listener.answer(await listener.frame("request", 1))
  expect((await next).status).toBe(200)
})
