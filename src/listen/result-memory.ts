import type { RequestInfo, ResponseInfo } from "../tunnel/frames.ts"

/** How many results are remembered. */
export const REMEMBERED_RESULTS = 1000

/** How much of an answer's body is kept to be repeated. */
export const KEPT_BODY_BYTES = 64 * 1024

/** What came of one attempt. */
export interface AttemptAnswer {
  readonly info: ResponseInfo
  /** The app's body, or its first KEPT_BODY_BYTES. */
  readonly body: Uint8Array
  readonly bodyIsWhole: boolean
}

/**
 * The last results of this listener. An attempt that is pushed again because its answer or ACK was lost is answered
 * from here and does not reach the app twice.
 */
export class ResultMemory {
  /** By delivery and attempt, oldest first. */
  readonly #results = new Map<string, AttemptAnswer>()
  readonly #unsettled = new Set<string>()
  readonly #latest = new Map<string, AttemptAnswer>()

  /** Results whose ACK has not come, oldest first. */
  get unsettled(): AttemptAnswer[] {
    return [...this.#unsettled].map((key) => this.#results.get(key)!)
  }

  get hasUnsettled(): boolean {
    return this.#unsettled.size > 0
  }

  add(answer: AttemptAnswer): void {
    const key = keyOf(answer.info)
    this.#results.set(key, answer)
    this.#unsettled.add(key)
    this.#latest.set(answer.info.delivery, answer)
    if (this.#results.size > REMEMBERED_RESULTS) this.#forgetOldest()
  }

  /** The relay has written this attempt down. Its body is not needed any more. False for one that is not known. */
  settle(delivery: string, attempt: number): boolean {
    const key = keyOf({ delivery, attempt })
    const answer = this.#results.get(key)
    if (!answer || !this.#unsettled.delete(key)) return false
    this.#results.set(key, { ...answer, body: new Uint8Array(0), bodyIsWhole: answer.body.length === 0 })
    return true
  }

  /**
   * The answer to an attempt without asking the app, if there is one: the same attempt was made before; or an
   * earlier one succeeded and the relay does not know it yet. What the relay knows and pushes again goes to the app,
   * and so does a replay by hand.
   */
  find(request: RequestInfo): AttemptAnswer | undefined {
    const same = this.#results.get(keyOf(request))
    if (same) return addressed(same, request)
    const latest = this.#latest.get(request.delivery)
    if (!latest || request.kind === "replay" || !this.#unsettled.has(keyOf(latest.info))) return undefined
    const { status = 0 } = latest.info
    return status >= 200 && status <= 299 ? addressed(latest, request) : undefined
  }

  #forgetOldest(): void {
    const [oldest] = this.#results
    if (!oldest) return
    const [key, { info }] = oldest
    this.#results.delete(key)
    this.#unsettled.delete(key)
    if (this.#latest.get(info.delivery)?.info.attempt === info.attempt) this.#latest.delete(info.delivery)
  }
}

/** Names one attempt among all deliveries. */
export function keyOf({ delivery, attempt }: Pick<RequestInfo, "delivery" | "attempt">): string {
  return `${attempt} ${delivery}`
}

function addressed(answer: AttemptAnswer, { attempt, epoch }: RequestInfo): AttemptAnswer {
  return { ...answer, info: { ...answer.info, attempt, epoch } }
}
