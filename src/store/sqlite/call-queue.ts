import { WhkError } from "../../errors.ts"
import { bytesIn } from "./bytes.ts"
import type { Answer, Call, Method } from "./calls.ts"

interface Waiting extends Call {
  readonly bytes: number
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

const MOST_CALLS = 256
const MOST_BYTES = 1024 * 1024

/**
 * Groups calls into batches: what is asked in one turn of the event loop, or while a batch is being written, goes
 * together, so that one fsync serves them all. One batch is under way at a time and answers keep the order of calls.
 */
export class CallQueue {
  readonly #send: (calls: readonly Call[]) => void
  #waiting: Waiting[] = []
  #underWay: Waiting[] = []
  #scheduled = false
  #refusal: WhkError | undefined
  #whenIdle: (() => void)[] = []

  constructor(send: (calls: readonly Call[]) => void) {
    this.#send = send
  }

  /** The call's answer, once its batch is on disk. */
  call(method: Method, args: readonly unknown[]): Promise<unknown> {
    if (this.#refusal) return Promise.reject(this.#refusal)
    return new Promise((resolve, reject) => {
      const call = { method, args }
      this.#waiting.push({ ...call, bytes: bytesIn(call), resolve, reject })
      this.#schedule()
    })
  }

  /** Settles the batch under way and sends the next. */
  answer({ values, failures }: Answer): void {
    const answered = this.#underWay
    this.#underWay = []
    for (const [index, { resolve, reject }] of answered.entries()) {
      const failure = failures.get(index)
      if (failure) reject(new WhkError(failure.code, failure.message, { hint: failure.hint }))
      else resolve(values[index])
    }
    this.#schedule()
  }

  /** Refuses every later call; `now` also those under way and waiting. */
  refuse(error: WhkError, when: "now" | "later"): void {
    this.#refusal ??= error
    if (when === "later") return
    const dropped = [...this.#underWay, ...this.#waiting]
    this.#underWay = []
    this.#waiting = []
    for (const { reject } of dropped) reject(error)
    this.#schedule()
  }

  /** Resolves when no call is waiting or under way. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve)
      this.#schedule()
    })
  }

  // At the end of the turn, so that what the answers set off still comes along.
  #schedule(): void {
    if (this.#scheduled || this.#underWay.length > 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (this.#waiting.length > 0) this.#sendBatch()
      else for (const resolve of this.#whenIdle.splice(0)) resolve()
    })
  }

  #sendBatch(): void {
    let calls = 0
    let bytes = 0
    for (const waiting of this.#waiting) {
      if (calls === MOST_CALLS || (calls > 0 && bytes + waiting.bytes > MOST_BYTES)) break
      calls += 1
      bytes += waiting.bytes
    }
    this.#underWay = this.#waiting.splice(0, calls)
    this.#send(this.#underWay.map(({ method, args }) => ({ method, args })))
  }
}
