import { writeEnvFile } from "../../config/env-file.ts"
import { formatTarget, isLoopbackHost } from "../../domain/target.ts"
import type { ListenEvent } from "../../listen/events.ts"
import { probeInbox } from "../../listen/ready.ts"
import { handlerSecret } from "../app-environment.ts"
import type { Context } from "../context.ts"
import type { DeliveryJudge } from "./judge.ts"
import type { ListenPlan } from "./options.ts"
import { writeReadyFile } from "./ready-file.ts"
import type { Subscription } from "./subscription.ts"
import type { Ready, Telling } from "./teller.ts"

type Welcome = Extract<ListenEvent, { type: "welcome" }>

export interface AnnouncerOptions {
  readonly context: Context
  readonly plan: ListenPlan
  readonly teller: Telling
  /** Where deliveries go to, or null. */
  readonly forward: string | null
  readonly subscription: Subscription | undefined
  readonly judge: DeliveryJudge
  /** Hears of a file that cannot be written, and of an endpoint that cannot be registered. */
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
    const { context, plan, teller, forward, subscription, judge } = this.#options
    const { inbox, inspector, queued } = event.welcome
    const probe = await probeInbox(inbox.url, event.probeNonce, context.clock, stop)
    if (stop.aborted) return
    if (probe === "failed")
      context.out.warn("The public URL did not answer from here; deliveries may still come.")
    const endpoint = await subscription?.leadTo(inbox.url)
    if (endpoint?.secret) judge.addSecret(endpoint.secret)
    if (plan.envFile !== undefined)
      await this.#writeEnv(plan.envFile, inbox, endpoint?.secret ?? plan.secrets.signing)
    if (stop.aborted) return
    const routes = plan.sieve.routes.map(({ patterns, target }) => ({
      types: patterns.join(","),
      target: formatTarget(target),
    }))
    const ready: Ready = {
      line: {
        type: "ready",
        url: inbox.url,
        inbox: inbox.name,
        forward,
        inspector,
        relay: relayUrl,
        probe,
        ...(routes.length > 0 && { routes }),
        ...(endpoint && { endpoint: endpoint.id }),
      },
      forwardFrom: plan.targetFrom,
      isLocalOnly: isLoopbackHost(new URL(inbox.url).hostname),
      queued,
    }
    if (plan.readyFile !== undefined) writeReadyFile(plan.readyFile, ready.line)
    teller.ready(ready)
  }

  async #writeEnv(
    path: string,
    { url, name }: Welcome["welcome"]["inbox"],
    secret: string | undefined,
  ): Promise<void> {
    const { context, plan } = this.#options
    const known =
      secret === undefined ? {} : { WHK_SECRET: await handlerSecret(secret, plan.sender.provider) }
    const leftOut = await writeEnvFile(path, { WHK_URL: url, WHK_INBOX: name, ...known })
    if (leftOut.length > 0)
      context.out.warn(
        `${leftOut.join(", ")} cannot be written to a .env file (--write-env) and is left out.`,
      )
  }
}
