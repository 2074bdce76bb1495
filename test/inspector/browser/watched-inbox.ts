import { createHmac } from "node:crypto"
import { onTestFinished } from "vitest"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf } from "../../relay/hub/inbox-rig.ts"

/** The secret of the inbox, and of GitHub as its sender. */
export const SECRET = "it is a secret to everybody"

export interface WatchedInbox {
  readonly relay: TestRelay
  readonly url: string
  /** Sends an event as GitHub does, signed; a body or a secret of its own makes the signature wrong. */
  send(event: string, sent?: Sent): Promise<void>
}

interface Sent {
  readonly body?: string
  /** What is signed instead of the body. */
  readonly signed?: string
  readonly secret?: string
  readonly path?: string
}

/** A relay with an inbox of GitHub's and a listener whose app answers with this status, or what it is by then. */
export async function startWatchedInbox(
  status: number | (() => number) = 200,
  options: Parameters<typeof startTestRelay>[0] = {},
): Promise<WatchedInbox> {
  const relay = await startTestRelay(options)
  onTestFinished(async () => await relay[Symbol.asyncDispose]())
  await relay.api("POST", "/v1/inboxes", { name: "test", provider: "github", secret: SECRET })
  const listener = await connectListener(relay, { maxInFlight: 100 })
  listener.onFrame((frame) => {
    if (frame.type !== "request") return
    const answered = typeof status === "number" ? status : status()
    listener.answer(frame, { status: answered, body: '{"seen":true}', elapsedMs: 12 })
  })
  // Its address may lead another way than straight to the relay.
  const url = `${relay.url}${new URL(await inboxUrlOf(listener)).pathname}`
  return {
    relay,
    url,
    async send(
      event,
      { body = '{"zen":"Keep it logically awesome."}', signed = body, secret = SECRET, path = "" } = {},
    ) {
      const signature = createHmac("sha256", secret).update(signed).digest("hex")
      const response = await fetch(`${url}${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-github-event": event,
          "x-github-delivery": crypto.randomUUID(),
          "x-hub-signature-256": `sha256=${signature}`,
        },
        body,
      })
      await response.arrayBuffer()
    },
  }
}
