import { onTestFinished } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import type { ListenEvent } from "../../src/listen/events.ts"
import { Session, type SessionOptions } from "../../src/listen/session.ts"
import { type FakeLink, type FakeRelay, startFakeRelay } from "../support/fake-relay.ts"
import { forwarderTo } from "./forward-once.ts"

type EventOf<Type extends ListenEvent["type"]> = Extract<ListenEvent, { type: Type }>

/** A session and everything it told. */
export interface Listening {
  readonly session: Session
  readonly events: readonly ListenEvent[]
  /** Resolves with the `count`th event of this type, counted from 1. */
  readonly event: <Type extends ListenEvent["type"]>(type: Type, count?: number) => Promise<EventOf<Type>>
}

/** Starts a session that ends with the test. */
export function listenAt(
  relay: FakeRelay,
  app: number | string,
  options: Partial<SessionOptions> = {},
): Listening {
  const events: ListenEvent[] = []
  let wake: (() => void)[] = []
  const clock = options.clock ?? systemClock
  const session = new Session({
    locate: () => Promise.resolve({ url: relay.url, key: "whk_test" }),
    inbox: "shop",
    maxInFlight: 16,
    forwarder: options.forwarder ?? forwarderTo(app, { clock }),
    keepBodyBytes: 1024 * 1024,
    clock,
    random: () => 0,
    emit(event) {
      events.push(event)
      for (const resolve of wake.splice(0)) resolve()
    },
    ...options,
  })
  session.done.catch(() => {})
  onTestFinished(() => session.close(0))
  return {
    session,
    events,
    async event<Type extends ListenEvent["type"]>(type: Type, count = 1) {
      for (;;) {
        const found = events.filter((event): event is EventOf<Type> => event.type === type)[count - 1]
        if (found) return found
        await new Promise<void>((resolve) => wake.push(resolve))
      }
    },
  }
}

/** A relay and a session that has been welcomed by it. */
export async function connected(
  app: number | string,
  options: Partial<SessionOptions> = {},
): Promise<Listening & { readonly relay: FakeRelay; readonly link: FakeLink }> {
  const relay = await startFakeRelay()
  onTestFinished(() => relay.close())
  const listening = listenAt(relay, app, options)
  const link = await relay.welcome()
  await listening.event("welcome")
  return { ...listening, relay, link }
}
