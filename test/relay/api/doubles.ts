import { newId } from "../../../src/domain/ids.ts"
import type { DispatcherPort, ListenerPort } from "../../../src/relay/api/ports.ts"
import type { AttemptRow, Store } from "../../../src/store/port.ts"
import { recordHeld } from "../../support/record-held.ts"

/** Stands in for the dispatcher: writes down one attempt that ended as the test wants, and counts what it was told. */
export class ScriptedDispatcher implements DispatcherPort {
  pokes = 0
  readonly attempted: string[] = []
  answer: { readonly status: number } | "stopped" = { status: 200 }
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  poke(): void {
    this.pokes += 1
  }

  async attemptNow(deliveryId: string): Promise<AttemptRow | null> {
    this.attempted.push(deliveryId)
    if (this.answer === "stopped") return null
    const { status } = this.answer
    const attempt = await nextAttempt(this.#store, deliveryId, status)
    await recordHeld(this.#store, attempt, {
      status: status === 200 ? "delivered" : "failed",
      nextAttemptAt: null,
    })
    return attempt
  }
}

/** Stands in for the hub: knows who listens because the test says so. */
export class ScriptedListeners implements ListenerPort {
  readonly listening = new Set<string>()
  readonly poked: string[] = []
  readonly changed: string[] = []
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  isListening(inboxId: string): boolean {
    return this.listening.has(inboxId)
  }

  async replay({ id, origin }: Parameters<ListenerPort["replay"]>[0]): Promise<AttemptRow | null> {
    if (origin.kind !== "inbox" || !this.listening.has(origin.inbox)) return null
    const attempt = await nextAttempt(this.#store, id, 200)
    await recordHeld(this.#store, attempt, { status: "delivered", nextAttemptAt: null })
    return attempt
  }

  poke(inboxId: string): void {
    this.poked.push(inboxId)
  }

  inboxChanged(inboxId: string): void {
    this.changed.push(inboxId)
  }

  urlOf({ token }: { readonly token: string }): string {
    return `https://relay.example/in/${token}`
  }
}

/** The delivery's next attempt, answered with this status, signed headers and a body. */
export async function nextAttempt(store: Store, deliveryId: string, status: number): Promise<AttemptRow> {
  const attempts = await store.listAttempts(deliveryId)
  return {
    id: newId("att"),
    delivery: deliveryId,
    number: attempts.length + 1,
    at: Date.UTC(2026, 0, 15, 2, 3, 5),
    url: "https://example.com/hooks",
    outcome: "responded",
    status,
    elapsedMs: 12,
    detail: null,
    requestHeaders: [["X-Webhook-Signature", `sha256=attempt-${attempts.length + 1}`]],
    responseHeaders: [["Content-Type", "text/plain"]],
    responseBody: Buffer.from("thanks"),
  }
}
