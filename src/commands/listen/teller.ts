import { cleanText, printJson } from "../../domain/text.ts"
import type { ListenEvent } from "../../listen/events.ts"
import {
  compactReady,
  compactSettled,
  prettyReady,
  prettySettled,
  type ReadyView,
} from "../../ui/listen-lines.ts"
import type { Context } from "../context.ts"
import type { ListenPlan } from "./options.ts"
import { type Arrived, type Settled, Settling } from "./settling.ts"

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

/** Whoever says what happens at a listener. */
export interface Telling {
  ready(ready: Ready): void
  tell(event: ListenEvent): void
  /** Says what was held back for a ready line that does not come any more. */
  flush(): void
  /** Gives back what it has taken of the screen; what is told after this is told in lines. */
  close(): void
  /** Whether a key has asked for the end. */
  readonly hasQuit: boolean
}

/** Says what happens at a listener: NDJSON for programs, one line per delivery for people. */
export class Teller implements Telling {
  readonly #out: Context["out"]
  readonly #style: (typeof STYLES)[ListenPlan["format"]]
  readonly #settling: Settling
  /** Lines for people that came before the ready line, which they expect first. */
  #held: string[] | undefined = []
  #readyUrl: string | undefined
  #isAway = false
  readonly hasQuit = false

  constructor(
    { out, clock }: Context,
    { format, sender, sieve }: Pick<ListenPlan, "format" | "sender" | "sieve">,
  ) {
    this.#out = out
    this.#style = STYLES[format]
    this.#settling = new Settling(clock, sender.provider, sieve.routes.length > 0)
  }

  /** People are told again only when the URL has changed. */
  ready({ line, ...rest }: Ready): void {
    this.#line(line)
    if (this.#style && line.url !== this.#readyUrl)
      this.#out.data(this.#style.ready({ ...line, ...rest, routes: line.routes ?? [] }, this.#out))
    this.#readyUrl = line.url
    this.flush()
  }

  flush(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const text of held) this.#out.data(text)
  }

  close(): void {}

  tell(event: ListenEvent): void {
    switch (event.type) {
      case "delivery":
        return this.#delivery(event)
      case "skipped": {
        const { request, reason } = event
        this.#line({ type: "skipped", id: request.delivery, event: event.event, reason })
        return this.#settled(event)
      }
      case "response": {
        const { request, target, status } = event
        const elapsedMs = round(event.elapsedMs)
        this.#line({ type: "response", id: request.delivery, target, status, elapsedMs })
        return this.#settled(event)
      }
      case "failed": {
        const { request, target, outcome, detail } = event
        const elapsedMs = round(event.elapsedMs)
        this.#line({ type: "failed", id: request.delivery, target, outcome, elapsedMs, detail })
        return this.#settled(event)
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

  #delivery(arrived: Arrived): void {
    const { delivery: id, method, target: path, bodyBytes: bytes } = arrived.request
    const { event, verdict, injected } = this.#settling.arrived(arrived)
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

  #settled(event: Settled): void {
    const view = this.#settling.settled(event)
    if (!this.#style) return
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

function round(value: number): number {
  return Math.round(value * 10) / 10
}
