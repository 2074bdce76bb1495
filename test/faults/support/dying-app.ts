import { connectListener, type FakeListener } from "../../support/fake-listener.ts"

/** At which moment of a delivery something happens: it was pushed, answered, or written down. */
export type Moment = "push" | "response" | "ack"

/** What an app saw over all its listeners. */
export interface AppLog {
  /** How often each body arrived. */
  readonly arrivals: Map<string, number>
  /** Requests that arrived and were not acknowledged when their listener lost the relay. */
  unacknowledged: number
}

export function emptyLog(): AppLog {
  return { arrivals: new Map(), unacknowledged: 0 }
}

/**
 * Listens on the inbox `faults` and answers what comes: 500 to the first arrival of a body that says so, else 200.
 * Calls `on` at every moment of every delivery until the relay is gone, then counts what it leaves behind.
 */
export async function listenAsApp(
  relay: { readonly url: string; readonly key: string },
  log: AppLog,
  on: (moment: Moment) => void,
): Promise<FakeListener> {
  const listener = await connectListener(relay, { inbox: "faults" })
  const state = { isGone: false, requests: 0, acks: 0 }
  void listener.closed.then(() => {
    state.isGone = true
    log.unacknowledged += state.requests - state.acks
  })

  async function answerAll(): Promise<void> {
    for (;;) {
      const request = await listener.frame("request", state.requests)
      if (state.isGone) return
      state.requests += 1
      const body = Buffer.from(request.body).toString()
      const arrival = (log.arrivals.get(body) ?? 0) + 1
      log.arrivals.set(body, arrival)
      on("push")
      listener.answer(request, { status: arrival === 1 && body.includes("fails first") ? 500 : 200 })
      on("response")
    }
  }
  async function countAcks(): Promise<void> {
    for (;;) {
      await listener.frame("ack", state.acks)
      if (state.isGone) return
      state.acks += 1
      on("ack")
    }
  }
  void answerAll()
  void countAcks()
  return listener
}
