import { randomBytes } from "node:crypto"
import type { WebSocket } from "ws"
import type { Clock } from "../../domain/clock.ts"
import { newId } from "../../domain/ids.ts"
import { WhkError } from "../../errors.ts"
import { findProvider } from "../../providers/registry.ts"
import type { AttemptRow, DeliveryRow, InboxRow, Store } from "../../store/port.ts"
import type { Corkable } from "../../tunnel/cork.ts"
import { encodeFrame } from "../../tunnel/codec.ts"
import type { GoAway, Hello } from "../../tunnel/frames.ts"
import type { ListenerPort } from "../api/ports.ts"
import type { Flight } from "./flight.ts"
import { comeBackAfterMs } from "./admission.ts"
import { InboxLine } from "./inbox-line.ts"
import { type Claim, Session } from "./session.ts"

const MOST_IN_FLIGHT = 1000

/** Who holds an inbox for itself answers within this time, or it is taken for dead. */
const SIGN_OF_LIFE_MS = 2000

const INBOX_CHANGED: GoAway = { reason: "shutdown", message: "the inbox was changed", retryAfterMs: 0 }

export interface HubOptions {
  readonly store: Store
  readonly clock: Clock
  readonly timeScale: number
  /** The address senders use, without a slash at the end. */
  publicUrl(): string
  /** The inspector's address, or null. */
  inspectorUrl(): string | null
  /** Told of every listener that comes and goes. */
  onSession?(change: "opened" | "closed", inboxId: string): void
}

/** All inboxes of this relay and who listens on them. */
export class Hub implements ListenerPort {
  readonly #options: HubOptions
  readonly #lines = new Map<string, InboxLine>()
  readonly #byToken = new Map<string, InboxLine>()
  #sessions = 0

  constructor(options: HubOptions) {
    this.#options = options
  }

  /** The line of a public address, or null when there is no such inbox. */
  async lineByToken(token: string): Promise<InboxLine | null> {
    const known = this.#byToken.get(token)
    if (known) return known
    const inbox = await this.#options.store.inboxByToken(token)
    return inbox && this.#lineOf(inbox)
  }

  /**
   * Starts a listener's session on the inbox its HELLO names, made first where it does not exist. Throws
   * PROVIDER_UNKNOWN for a provider this relay does not know, NOT_FOUND for a delivery it is to begin after. One that
   * left meanwhile takes nobody's place.
   */
  async attach(
    link: { readonly socket: WebSocket; readonly connection: Corkable },
    workspace: string,
    hello: Hello,
  ): Promise<void> {
    if (hello.provider !== undefined) findProvider(hello.provider)
    const claim: Claim = {
      listener: hello.listener,
      share: hello.share ?? "newest",
      isExclusive: hello.exclusive ?? false,
      isOrdered: hello.ordered ?? false,
      since: await this.#sinceOf(workspace, hello),
    }
    const found = await this.#options.store.getInbox(workspace, hello.inbox)
    const holders = (found && this.#lines.get(found.id)?.sessions) ?? []
    if (await isTaken(holders, claim))
      return sendAway(link.socket, { reason: "busy", message: "another listener holds this inbox" })
    const inbox = await this.#findOrMakeInbox(workspace, hello)
    const line = this.#lineOf(inbox)
    const queued = await this.#options.store.countPending(inbox.id)
    const now = await this.#options.store.getInbox(workspace, inbox.id)
    if (now?.token !== inbox.token) return sendAway(link.socket, INBOX_CHANGED)
    // Nothing is waited for from here on, so it cannot leave unseen before its session hears of that.
    if (link.socket.readyState !== link.socket.OPEN) return
    const session = new Session({
      ...link,
      clock: this.#options.clock,
      maxInFlight: Math.max(1, Math.min(hello.maxInFlight, MOST_IN_FLIGHT)),
      probeNonce: hello.probeNonce,
      forward: hello.forward ?? null,
      claim,
      events: {
        onRepeated: (info, body, isWhole) =>
          void line.repeated(session, { info, body, isWhole }).catch(() => {}),
        onClosing: () => line.detach(session, "closing"),
        onGone: () => {
          this.#sessions -= 1
          this.#options.onSession?.("closed", inbox.id)
          line.detach(session, "gone")
        },
      },
    })
    this.#sessions += 1
    this.#options.onSession?.("opened", inbox.id)
    line.attach(session, (epoch) =>
      session.welcome({
        session: newId("ses"),
        epoch,
        inbox: { id: inbox.id, name: inbox.name, url: this.urlOf(inbox) },
        inspector: this.#options.inspectorUrl(),
        queued,
      }),
    )
  }

  /** The attempts under way whose lease ends before this moment. */
  leasesBefore(time: number): readonly Flight[] {
    return [...this.#lines.values()].flatMap((line) => line.leasesBefore(time))
  }

  /** How many listeners are connected. */
  get sessions(): number {
    return this.#sessions
  }

  /** The public address of an inbox. */
  urlOf(inbox: Pick<InboxRow, "token">): string {
    return `${this.#options.publicUrl()}/in/${inbox.token}`
  }

  /** Whether a session holds the inbox right now. */
  isListening(inboxId: string): boolean {
    return this.#lines.get(inboxId)?.session != null
  }

  /** Sends a live delivery again by hand; null when nobody listens and it was queued. */
  async replay(delivery: DeliveryRow): Promise<AttemptRow | null> {
    if (delivery.origin.kind !== "inbox") return null
    const line = this.#lines.get(delivery.origin.inbox)
    if (line) return line.replay(delivery)
    await this.#options.store.requeue(delivery.id, this.#options.clock.now())
    return null
  }

  /** Whether the inbox of a line was deleted while a delivery for it was being taken in. */
  async isGone(line: InboxLine): Promise<boolean> {
    const { id, token, workspace } = line.inbox
    if (this.#byToken.get(token) === line) return false
    return (await this.#options.store.getInbox(workspace, id)) === null
  }

  /** Deliveries of any inbox may be due. */
  pokeAll(): void {
    for (const line of this.#lines.values()) line.stored()
  }

  /** Deliveries of this inbox were put back into its queue. */
  poke(inboxId: string): void {
    this.#lines.get(inboxId)?.stored()
  }

  /** An inbox was changed or deleted: its old address leads nowhere, and its listener has to claim it anew. */
  inboxChanged(inboxId: string): void {
    const line = this.#lines.get(inboxId)
    if (!line) return
    // The line stays: deliveries that are being taken in hold it, and so do senders that wait.
    this.#byToken.delete(line.inbox.token)
    for (const session of line.sessions) session.goAway(INBOX_CHANGED)
  }

  /** Tells the listeners to come back from `retryAfterMs` on, one after the other, and lets what is in flight finish, up to the grace. */
  async close(graceMs: number, retryAfterMs: number): Promise<void> {
    const drained = Promise.all([...this.#lines.values()].map((line) => line.drain()))
    await new Promise<void>((resolve) => {
      const grace = this.#options.clock.startTimer(graceMs, resolve)
      void drained.then(() => {
        grace.cancel()
        resolve()
      })
    })
    const sessions = [...this.#lines.values()].flatMap(({ sessions }) => sessions)
    for (const [index, session] of sessions.entries()) {
      const comeBackMs = comeBackAfterMs(index, retryAfterMs)
      session.goAway({ reason: "shutdown", message: "the relay is stopping", retryAfterMs: comeBackMs })
    }
  }

  /** From when on a listener wants what waits; undefined: all of it. Throws NOT_FOUND for a delivery that is none. */
  async #sinceOf(workspace: string, { sinceAgoMs, sinceDelivery }: Hello): Promise<number | undefined> {
    if (sinceAgoMs !== undefined) return this.#options.clock.now() - sinceAgoMs
    if (sinceDelivery === undefined) return undefined
    const delivery = await this.#options.store.getDelivery(workspace, sinceDelivery)
    if (delivery) return delivery.createdAt + 1
    throw new WhkError("NOT_FOUND", `There is no delivery "${sinceDelivery}".`)
  }

  #lineOf(inbox: InboxRow): InboxLine {
    const { store, clock, timeScale } = this.#options
    const line = this.#lines.get(inbox.id) ?? new InboxLine({ inbox, store, clock, timeScale })
    this.#byToken.delete(line.inbox.token)
    line.inbox = inbox
    this.#lines.set(inbox.id, line)
    this.#byToken.set(inbox.token, line)
    return line
  }

  async #findOrMakeInbox(workspace: string, hello: Hello): Promise<InboxRow> {
    const { store, clock } = this.#options
    const found = await store.getInbox(workspace, hello.inbox)
    const told = {
      provider: hello.provider ?? found?.provider ?? null,
      secret: hello.secret ?? found?.secret ?? null,
      verifyToken: hello.verifyToken ?? found?.verifyToken ?? null,
      ...hello.policy,
    }
    const isKnown =
      found && (Object.keys(told) as (keyof typeof told)[]).every((key) => found[key] === told[key])
    if (isKnown) return found
    const inbox: InboxRow = found
      ? { ...found, ...told }
      : {
          id: newId("in"),
          workspace,
          name: hello.inbox,
          token: newToken(),
          offline: "queue",
          respond: "local",
          retries: null,
          maxBacklog: null,
          ...told,
          createdAt: clock.now(),
        }
    if (found) await store.updateInbox(inbox)
    else await store.insertInbox(inbox).catch(() => {})
    // Somebody else may have made or deleted one of this name in the meantime: what is stored counts.
    const stored = await store.getInbox(workspace, hello.inbox)
    if (stored) return stored
    throw new WhkError("NOT_FOUND", `The inbox "${hello.inbox}" could not be made.`)
  }
}

/** Refuses a listener that has no session yet. */
function sendAway(socket: WebSocket, info: GoAway): void {
  socket.send(encodeFrame({ type: "goaway", info }))
  socket.close(1000)
}

/** Whether the newcomer has to go: it or somebody who holds the inbox and is alive does not share. */
async function isTaken(holders: readonly Session[], { listener, isExclusive }: Claim): Promise<boolean> {
  const inTheWay = holders.filter(
    ({ claim }) =>
      (isExclusive || claim.isExclusive) && (listener === undefined || claim.listener !== listener),
  )
  const alive = await Promise.all(inTheWay.map((session) => session.isAlive(SIGN_OF_LIFE_MS)))
  return alive.includes(true)
}

/** The unguessable part of an inbox's address: 144 random bits. */
export function newToken(): string {
  return randomBytes(18).toString("base64url")
}
