import type { ListenEvent } from "../../../listen/events.ts"
import { keyOf } from "../../../listen/result-memory.ts"
import type { RequestInfo } from "../../../tunnel/frames.ts"
import { forwardText, prettySettled } from "../../../ui/listen-lines.ts"
import type { ShownMessage } from "../../../ui/live/live-state.ts"
import type { Context } from "../../context.ts"
import type { ListenPlan } from "../options.ts"
import { type Arrived, type Settled, Settling } from "../settling.ts"
import type { Ready, Telling } from "../teller.ts"
import type { LiveView } from "./live-view.ts"

/** As much of a body as the detail of a delivery shows. */
const SHOWN_BYTES = 4096

/** Shows what happens at a listener in a live view while there is one, and after it as lines. */
export class LiveTeller implements Telling {
  readonly #out: Context["out"]
  readonly #settling: Settling
  readonly #arrived = new Map<string, { readonly request: ShownMessage; readonly waiting: number }>()
  #view: LiveView | undefined
  #hasQuit = false
  readonly #undivert: () => void

  constructor(
    { out, clock }: Context,
    { sender, sieve }: Pick<ListenPlan, "sender" | "sieve">,
    view: LiveView,
  ) {
    this.#out = out
    this.#view = view
    this.#settling = new Settling(clock, sender.provider, sieve.routes.length > 0)
    this.#undivert = out.divert((text) => {
      view.model.note(text)
      view.changed()
    })
  }

  ready({ line, forwardFrom, isLocalOnly }: Ready): void {
    const { url, forward, inspector, routes = [] } = line
    const targets = [
      ...routes.map(({ types, target }) => `${types} → ${target}`),
      forwardText({ forward, forwardFrom, routes }),
    ]
    this.#view?.model.ready({ url, isLocalOnly, forward: targets.join(", "), inspector })
    this.#view?.changed()
  }

  flush(): void {}

  get hasQuit(): boolean {
    return this.#hasQuit
  }

  tell(event: ListenEvent): void {
    const model = this.#view?.model
    switch (event.type) {
      case "delivery":
        this.#delivery(event)
        break
      case "skipped":
        model?.arrived({ answers: 1, wasQueued: event.request.kind === "queued", verified: null })
        this.#settled(event, null)
        break
      case "response": {
        const { headers, body, bodyIsWhole } = event
        this.#settled(event, { headers, body: excerptOf(body), bodyBytes: bodyIsWhole ? body.length : null })
        break
      }
      case "failed":
        this.#settled(event, null)
        break
      case "welcome":
        model?.connected(event.welcome.queued)
        break
      case "reconnecting":
        model?.reconnecting(event.reason)
        break
      case "gap":
        this.#out.warn(`${event.count} deliveries could not be kept and will not come.`)
        break
      case "closed":
      case "settled":
    }
    this.#view?.changed()
  }

  /** From now on what happens is said in lines. */
  close(): void {
    this.#undivert()
    this.#hasQuit = this.#view?.hasQuit ?? this.#hasQuit
    this.#view?.close()
    this.#view = undefined
  }

  #delivery(arrived: Arrived): void {
    const { request, body } = arrived
    const { verdict, waiting } = this.#settling.arrived(arrived)
    this.#view?.model.arrived({
      answers: waiting,
      wasQueued: request.kind === "queued",
      verified: verdict?.verified ?? null,
    })
    const { headers, bodyBytes } = request
    this.#arrived.set(keyOf(request), {
      request: { headers, body: body ? excerptOf(body) : NOTHING, bodyBytes },
      waiting,
    })
  }

  #settled(event: Settled, answer: ShownMessage | null): void {
    const settled = this.#settling.settled(event)
    const request = this.#take(event.request)
    if (this.#view) this.#view.model.settled({ settled, causes: [], request, answer })
    else this.#out.data(prettySettled(settled, this.#out))
  }

  #take(request: RequestInfo): ShownMessage {
    const key = keyOf(request)
    const arrived = this.#arrived.get(key)
    if (!arrived) return { headers: request.headers, body: NOTHING, bodyBytes: request.bodyBytes }
    if (arrived.waiting > 1) this.#arrived.set(key, { ...arrived, waiting: arrived.waiting - 1 })
    else this.#arrived.delete(key)
    return arrived.request
  }
}

const NOTHING = new Uint8Array()

/** A copy, which does not keep the whole body in memory. */
function excerptOf(body: Uint8Array): Uint8Array {
  return new Uint8Array(body.subarray(0, SHOWN_BYTES))
}
