import { cleanText, printJson } from "../../domain/text.ts"
import type { ListenEvent } from "../../listen/events.ts"
import { keyOf } from "../../listen/result-memory.ts"
import type { Provider } from "../../providers/provider.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import {
  compactReady,
  compactSettled,
  prettyReady,
  prettySettled,
  type ReadyView,
  type SettledView,
} from "../../ui/listen-lines.ts"
import type { Context } from "../context.ts"
import { eventTypeOf } from "../../listen/event-type.ts"
import type { ListenPlan } from "./options.ts"

/** The NDJSON line of a listener that is ready; also what `--ready-file` holds. */
export interface ReadyLine {
  readonly type: "ready"
  readonly url: string
  readonly inbox: string
  readonly forward: string | null
  readonly inspector: string | null
  readonly relay: string
  readonly probe: "ok" | "failed"
  /** Where there are any. */
  readonly routes?: readonly { readonly types: string; readonly target: string }[]
  /** The endpoint of --create. */
  readonly endpoint?: string
}

export interface Ready extends Pick<ReadyView, "forwardFrom" | "isLocalOnly" | "queued"> {
  readonly line: ReadyLine
}

/** How the lines for people look. */
const STYLES = {
  pretty: { ready: prettyReady, settled: prettySettled },
  compact: { ready: compactReady, settled: compactSettled },
  json: undefined,
}

type Arrived = Extract<ListenEvent, { type: "delivery" }>

/** What is known of a delivery until all of its targets have answered. */
interface Told extends Pick<SettledView, "event" | "verdict" | "injected"> {
  readonly waiting: number
}

/** Says what happens at a listener: NDJSON for programs, one line per delivery for people. */
export class Teller {
  readonly #out: Context["out"]
  readonly #clock: Context["clock"]
  readonly #style: (typeof STYLES)[ListenPlan["format"]]
  readonly #provider: Provider | undefined
  readonly #hasRoutes: boolean
  readonly #told = new Map<string, Told>()
  /** Lines for people that came before the ready line, which they expect first. */
  #held: string[] | undefined = []
  #readyUrl: string | undefined
  #isAway = false

  constructor(
    { out, clock }: Context,
    { format, sender, sieve }: Pick<ListenPlan, "format" | "sender" | "sieve">,
  ) {
    this.#out = out
    this.#clock = clock
    this.#style = STYLES[format]
    this.#provider = sender.provider
    this.#hasRoutes = sieve.routes.length > 0
  }

  /** People are told again only when the URL has changed. */
  ready({ line, ...rest }: Ready): void {
    this.#line(line)
    if (this.#style && line.url !== this.#readyUrl)
      this.#out.data(this.#style.ready({ ...line, ...rest, routes: line.routes ?? [] }, this.#out))
    this.#readyUrl = line.url
    this.flush()
  }

  /** Says what was held back for a ready line that does not come any more. */
  flush(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const text of held) this.#out.data(text)
  }

  tell(event: ListenEvent): void {
    switch (event.type) {
      case "delivery":
        return this.#delivery(event)
      case "skipped": {
        const { request, reason } = event
        this.#line({ type: "skipped", id: request.delivery, event: event.event, reason })
        this.#told.set(keyOf(request), { event: event.event, verdict: null, injected: [], waiting: 1 })
        return this.#settled(request, 0, { skipped: reason })
      }
      case "response": {
        const { request, target, status } = event
        const elapsedMs = round(event.elapsedMs)
        this.#line({ type: "response", id: request.delivery, target, status, elapsedMs })
        return this.#settled(request, event.elapsedMs, { status }, target)
      }
      case "failed": {
        const { request, target, outcome, detail } = event
        const elapsedMs = round(event.elapsedMs)
        this.#line({ type: "failed", id: request.delivery, target, outcome, elapsedMs, detail })
        return this.#settled(request, event.elapsedMs, { outcome, detail }, target)
      }
      case "reconnecting":
        this.#line({ type: "reconnecting", inSeconds: round(event.delayMs / 1000) })
        return this.#away(event.reason)
      case "gap":
        this.#line({ type: "gap", from: event.from, to: event.to, count: event.count })
        return this.#talk(`${event.count} deliveries could not be kept and will not come.`)
      case "closed":
        return this.#line({ type: "closed", reason: event.reason })
      case "welcome":
        if (this.#isAway) this.#talk("Connected again.")
        this.#isAway = false
        return
      case "settled":
    }
  }

  /** Said once, however often it is tried again until the relay is back. */
  #away(reason: string): void {
    if (!this.#isAway)
      this.#talk(`The relay is gone (${cleanText(reason, 200)}); trying again until it is back.`)
    this.#isAway = true
  }

  #delivery({ request, body, decision }: Arrived): void {
    const { delivery: id, method, target: path, bodyBytes: bytes } = request
    const event = decision ? decision.event : eventTypeOf(request, body, this.#provider)
    const { verdict = null, injected = [], to } = decision ?? {}
    this.#told.set(keyOf(request), { event, verdict, injected, waiting: to?.length ?? 1 })
    this.#line({
      type: "delivery",
      id,
      method,
      path,
      event,
      bytes,
      verified: verdict?.verified ?? null,
      reason: verdict?.reason ?? null,
      ...(injected.length > 0 && { injected }),
    })
  }

  #settled(request: RequestInfo, elapsedMs: number, result: SettledView["result"], to?: string): void {
    const key = keyOf(request)
    const { waiting, ...told } = this.#told.get(key) ?? NOTHING_TOLD
    if (waiting > 1) this.#told.set(key, { ...told, waiting: waiting - 1 })
    else this.#told.delete(key)
    if (!this.#style) return
    const { delivery: id, method, target, bodyBytes: bytes, attempt } = request
    const at = new Date(this.#clock.now())
    // Where there is one target, the ready line has named it.
    const named = this.#hasRoutes && to !== undefined ? to : null
    const view = { at, id, method, target, bytes, attempt, elapsedMs, result, to: named, ...told }
    const text = this.#style.settled(view, this.#out)
    if (this.#held) this.#held.push(text)
    else this.#out.data(text)
  }

  #line(value: object): void {
    if (!this.#style) this.#out.bytes(Buffer.from(`${printJson(value)}\n`))
  }

  #talk(text: string): void {
    this.#out.talk(this.#out.talkColor.yellow(text))
  }
}

const NOTHING_TOLD: Told = { event: null, verdict: null, injected: [], waiting: 1 }

function round(value: number): number {
  return Math.round(value * 10) / 10
}
