import { isLoopbackHost } from "../../domain/target.ts"
import type { ListenEvent } from "../../listen/events.ts"
import { probeInbox } from "../../listen/ready.ts"
import type { Context } from "../context.ts"
import type { ListenPlan } from "./options.ts"
import { writeReadyFile } from "./ready-file.ts"
import type { Ready, Teller } from "./teller.ts"

type Welcome = Extract<ListenEvent, { type: "welcome" }>

export interface AnnouncerOptions {
  readonly context: Context
  readonly plan: ListenPlan
  readonly teller: Teller
  /** Where deliveries go to, or null. */
  readonly forward: string | null
  /** Hears of a ready file that cannot be written. */
  readonly onFailure: (error: unknown) => void
}

/** Says ready after every connection, once a probe through the public URL came back to this listener or failed to. */
export class Announcer {
  readonly #options: AnnouncerOptions
  #abandoned = new AbortController()
  #saying: Promise<void> = Promise.resolve()

  constructor(options: AnnouncerOptions) {
    this.#options = options
  }

  /** A connection stands. A probe that is still under way for an earlier one is abandoned. */
  welcome(event: Welcome, relayUrl: string): void {
    this.abandon()
    this.#abandoned = new AbortController()
    this.#saying = this.#announce(event, relayUrl, this.#abandoned.signal).catch(this.#options.onFailure)
  }

  /** Resolves when what is under way has been said. */
  finish(): Promise<void> {
    return this.#saying
  }

  /** Says nothing more about the last connection. */
  abandon(): void {
    this.#abandoned.abort()
  }

  async #announce(event: Welcome, relayUrl: string, stop: AbortSignal): Promise<void> {
    const { context, plan, teller, forward } = this.#options
    const { inbox, inspector, queued } = event.welcome
    const probe = await probeInbox(inbox.url, event.probeNonce, context.clock, stop)
    if (stop.aborted) return
    if (probe === "failed")
      context.out.warn("The public URL did not answer from here; deliveries may still come.")
    const ready: Ready = {
      line: { type: "ready", url: inbox.url, inbox: inbox.name, forward, inspector, relay: relayUrl, probe },
      forwardFrom: plan.targetFrom,
      isLocalOnly: isLoopbackHost(new URL(inbox.url).hostname),
      queued,
    }
    if (plan.readyFile !== undefined) writeReadyFile(plan.readyFile, ready.line)
    teller.ready(ready)
  }
}
