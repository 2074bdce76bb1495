import type { ListenEvent } from "../../listen/events.ts"
import type { Recorder } from "../../listen/record.ts"
import { Session } from "../../listen/session.ts"
import type { Context } from "../context.ts"
import { Announcer } from "./announcer.ts"
import type { Forwarding } from "./forwarding.ts"
import type { DeliveryJudge } from "./judge.ts"
import type { ListenPlan } from "./options.ts"
import type { RelayPlace } from "./relay-place.ts"
import type { Subscription } from "./subscription.ts"
import type { Telling } from "./teller.ts"

/** Bodies up to this size are looked into for the event type. */
const SHOWN_BODY_BYTES = 64 * 1024

export interface ListenerParts {
  readonly place: RelayPlace
  readonly forwarding: Forwarding
  readonly judge: DeliveryJudge
  readonly recorder: Recorder | undefined
  readonly subscription: Subscription | undefined
  readonly teller: Telling
  /** Hears of what ends the listener from the side, such as a ready file that cannot be written. */
  readonly onFailure: (error: unknown) => void
}

/** A session, what is said and recorded about it, and the count of what it has settled. */
export class Listener {
  readonly #session: Session
  readonly #announcer: Announcer
  readonly #teller: Telling
  readonly #recorder: Recorder | undefined
  readonly #until: number | undefined
  readonly #enough = new AbortController()
  readonly #settled = new Set<string>()
  /** Whoever waits for one delivery waits for one that is forwarded. */
  readonly #skipped = new Set<string>()
  readonly #judge: DeliveryJudge
  #relayUrl = ""

  constructor(context: Context, plan: ListenPlan, parts: ListenerParts) {
    const { forwarding, judge, place, recorder, subscription, teller, onFailure } = parts
    const { forwarder, target: forward, gate } = forwarding
    const { relayProvider } = plan.sender
    this.#judge = judge
    this.#until = plan.until
    this.#recorder = recorder
    this.#teller = teller
    this.#announcer = new Announcer({
      context,
      plan,
      teller,
      forward,
      subscription,
      judge,
      onFailure,
    })
    this.#session = new Session({
      locate: async () => {
        const address = await place.locate()
        this.#relayUrl = address.url
        return address
      },
      inbox: plan.inbox,
      claim: plan.claim,
      ...(relayProvider && { provider: relayProvider.id }),
      ...(plan.secrets.named !== undefined && { secret: plan.secrets.named }),
      ...(plan.verifyToken !== undefined && { verifyToken: plan.verifyToken }),
      maxInFlight: Math.min(plan.maxInFlight, plan.until ?? Infinity),
      forwarder,
      ...(gate && { gate }),
      keepBodyBytes: recorder ? plan.maxBodyBytes : SHOWN_BODY_BYTES,
      clock: context.clock,
      random: Math.random,
      emit: (event) => this.#onEvent(event),
    })
  }

  /** Rejects when the relay refuses the session for good. */
  get done(): Promise<void> {
    return this.#session.done
  }

  /** Aborted once as many deliveries are settled as `--until` asks for. */
  get enough(): AbortSignal {
    return this.#enough.signal
  }

  /** Resolves when the ready line that is under way has been said. */
  saidReady(): Promise<void> {
    return this.#announcer.finish()
  }

  /** Lets what is in flight finish, up to the grace, and disconnects. */
  async close(graceMs: number): Promise<void> {
    this.#announcer.abandon()
    await this.#session.close(graceMs)
    this.#teller.flush()
  }

  #onEvent(event: ListenEvent): void {
    this.#teller.tell(event)
    this.#recorder?.take(event)
    if (event.type === "welcome") {
      this.#judge.setInboxUrl(event.welcome.inbox.url)
      this.#announcer.welcome(event, this.#relayUrl)
    }
    if (this.#until === undefined) return
    if (event.type === "skipped") this.#skipped.add(event.request.delivery)
    if (event.type === "settled" && !this.#skipped.delete(event.delivery))
      this.#count(event.delivery, this.#until)
  }

  #count(delivery: string, until: number): void {
    this.#settled.add(delivery)
    if (this.#settled.size < until) return
    // At once, or the relay would send the next delivery to a listener that has had enough.
    this.#session.stopTaking()
    this.#enough.abort()
  }
}
