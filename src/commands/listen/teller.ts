import { firstHeader } from "../../domain/headers.ts"
import type { ListenEvent } from "../../listen/events.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import { type ReadyLine, readyText, settledText } from "../../ui/listen-lines.ts"
import type { Context } from "../context.ts"

export interface Ready extends ReadyLine {
  readonly inspector: string | null
  readonly relay: string
}

/** Says what happens at a listener: NDJSON for programs, one line per delivery for people. */
export class Teller {
  readonly #context: Context
  readonly #isJson: boolean
  readonly #events = new Map<string, string | null>()

  constructor(context: Context, format: "pretty" | "compact" | "json") {
    this.#context = context
    this.#isJson = format === "json"
  }

  ready(ready: Ready): void {
    const { url, inbox, forward, inspector, relay, probe } = ready
    this.#line({ type: "ready", url, inbox, forward, inspector, relay, probe })
    this.#text(readyText(this.#context.out.color, ready))
  }

  tell(event: ListenEvent): void {
    switch (event.type) {
      case "delivery":
        return this.#delivery(event.request, event.body)
      case "response":
        this.#line({
          type: "response",
          id: event.request.delivery,
          target: event.target,
          status: event.status,
          elapsedMs: round(event.elapsedMs),
        })
        return this.#settled(event.request, event.elapsedMs, { status: event.status })
      case "failed":
        this.#line({
          type: "failed",
          id: event.request.delivery,
          target: event.target,
          outcome: event.outcome,
          elapsedMs: round(event.elapsedMs),
          detail: event.detail,
        })
        return this.#settled(event.request, event.elapsedMs, { outcome: event.outcome, detail: event.detail })
      case "reconnecting": {
        const inSeconds = round(event.delayMs / 1000)
        this.#line({ type: "reconnecting", inSeconds })
        return this.#talk(`The relay is gone (${event.reason}); trying again in ${inSeconds} s.`)
      }
      case "gap":
        this.#line({ type: "gap", from: event.from, to: event.to, count: event.count })
        return this.#talk(`${event.count} deliveries could not be kept and will not come.`)
      case "closed":
        return this.#line({ type: "closed", reason: event.reason })
      case "welcome":
      case "settled":
        return
    }
  }

  #delivery(request: RequestInfo, body: Uint8Array | null): void {
    const event = eventTypeOf(request, body)
    this.#events.set(request.delivery, event)
    this.#line({
      type: "delivery",
      id: request.delivery,
      method: request.method,
      path: request.target,
      event,
      bytes: request.bodyBytes,
      verified: null,
      reason: null,
    })
  }

  #settled(
    request: RequestInfo,
    elapsedMs: number,
    result: { readonly status: number } | { readonly outcome: string; readonly detail: string },
  ): void {
    const event = this.#events.get(request.delivery) ?? null
    this.#events.delete(request.delivery)
    const { method, target, bodyBytes, attempt } = request
    const at = new Date(this.#context.clock.now())
    this.#text(
      settledText(this.#context.out.color, {
        at,
        method,
        event,
        attempt,
        elapsedMs,
        result,
        path: target === "" ? "/" : target,
        bytes: bodyBytes,
      }),
    )
  }

  #line(value: object): void {
    if (this.#isJson) this.#context.out.bytes(Buffer.from(`${JSON.stringify(value)}\n`))
  }

  #text(text: string): void {
    if (!this.#isJson) this.#context.out.data(text)
  }

  #talk(text: string): void {
    this.#context.out.talk(this.#context.out.talkColor.yellow(text))
  }
}

const EVENT_HEADERS = ["x-webhook-event", "x-github-event", "x-shopify-topic"]
const EVENT_FIELDS = ["event", "type", "event_type"]

/** The event type for people to read: a header that names it, else the usual field of a JSON body. */
function eventTypeOf(request: RequestInfo, body: Uint8Array | null): string | null {
  for (const name of EVENT_HEADERS) {
    const value = firstHeader(request.headers, name)
    if (value !== undefined) return value
  }
  if (!body || body[0] !== 0x7b) return null
  try {
    const json = new Map<string, unknown>(
      Object.entries(JSON.parse(Buffer.from(body).toString("utf8")) as object),
    )
    const found = EVENT_FIELDS.map((field) => json.get(field)).find((value) => typeof value === "string")
    return typeof found === "string" ? found : null
  } catch {
    return null
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
