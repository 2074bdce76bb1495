import { cleanText, printJson } from "../../domain/text.ts"
import type { ListenEvent } from "../../listen/events.ts"
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
import { eventTypeOf } from "./event-type.ts"
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

/** Says what happens at a listener: NDJSON for programs, one line per delivery for people. */
export class Teller {
  readonly #out: Context["out"]
  readonly #clock: Context["clock"]
  readonly #style: (typeof STYLES)[ListenPlan["format"]]
  readonly #provider: Provider | undefined
  readonly #events = new Map<string, string | null>()
  /** Lines for people that came before the ready line, which they expect first. */
  #held: string[] | undefined = []
  #readyUrl: string | undefined
  #isAway = false

  constructor({ out, clock }: Context, { format, provider }: Pick<ListenPlan, "format" | "provider">) {
    this.#out = out
    this.#clock = clock
    this.#style = STYLES[format]
    this.#provider = provider
  }

  /** People are told again only when the URL has changed. */
  ready({ line, ...rest }: Ready): void {
    this.#line(line)
    if (this.#style && line.url !== this.#readyUrl)
      this.#out.data(this.#style.ready({ ...line, ...rest }, this.#out))
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
        return this.#delivery(event.request, event.body)
      case "response": {
        const { request, target, status } = event
        const elapsedMs = round(event.elapsedMs)
        this.#line({ type: "response", id: request.delivery, target, status, elapsedMs })
        return this.#settled(request, event.elapsedMs, { status })
      }
      case "failed": {
        const { request, target, outcome, detail } = event
        const elapsedMs = round(event.elapsedMs)
        this.#line({ type: "failed", id: request.delivery, target, outcome, elapsedMs, detail })
        return this.#settled(request, event.elapsedMs, { outcome, detail })
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

  #delivery(request: RequestInfo, body: Uint8Array | null): void {
    const { delivery: id, method, target: path, bodyBytes: bytes } = request
    const event = eventTypeOf(request, body, this.#provider)
    this.#events.set(id, event)
    this.#line({ type: "delivery", id, method, path, event, bytes, verified: null, reason: null })
  }

  #settled(request: RequestInfo, elapsedMs: number, result: SettledView["result"]): void {
    const { delivery: id, method, target, bodyBytes: bytes, attempt } = request
    const event = this.#events.get(id) ?? null
    this.#events.delete(id)
    if (!this.#style) return
    const at = new Date(this.#clock.now())
    const view = { at, id, method, target, event, bytes, attempt, elapsedMs, result }
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
