import { Worker } from "node:worker_threads"
import type { Clock, Timer } from "../domain/clock.ts"
import { WhkError } from "../errors.ts"
import { type Causes, type JudgeJob, type Judgement, NO_CAUSES } from "./judge-request.ts"

/** What the thread says of a job: the verdict, then the causes. */
export type FromThread = { readonly judgement: Judgement } | { readonly causes: Causes }

// The worker is a file of its own beside the bundle; run from source there is only the built one.
const WORKER = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/verdict-worker.js" : "./verdict-worker.js",
  import.meta.url,
)

const TRY_AGAIN = "Try again in a moment."

/** Of a verdict, the start of the thread included; a busy machine takes its time over that. */
const VERDICT_LIMIT_MS = 10_000
/** Of the search behind it, which takes up to 150 ms with a small body. */
const SEARCH_LIMIT_MS = 3000
/** After this long without work the thread ends, and its memory with it. */
const IDLE_MS = 30_000
const MOST_MEMORY_MB = 256

export interface ThreadVerdict extends Judgement, Causes {}

/**
 * Judges requests and searches for the cause in a thread of its own, one at a time, so that neither holds up a loop.
 * The thread starts with the first job and ends when there is nothing to do.
 */
export class VerdictThread {
  readonly #clock: Clock
  readonly #mostWaiting: number
  #worker: Worker | undefined
  #idle: Timer | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #jobs = 0
  #closed = false

  /** `mostWaiting`: how many jobs may wait for the one under way. */
  constructor({ clock, mostWaiting }: { readonly clock: Clock; readonly mostWaiting: number }) {
    this.#clock = clock
    this.#mostWaiting = mostWaiting
  }

  /** Whether another job would be refused. */
  get isBusy(): boolean {
    return this.#closed || this.#jobs > this.#mostWaiting
  }

  /**
   * The verdict on a request, with the cause as far as it was found within the time limit. The job is made when its
   * turn comes, so that what waits holds no body. Rejects with RATE_LIMITED when too many wait or the verdict takes too long, and with what `make`
   * rejects with; with BUG when the thread dies of something else.
   */
  async judge(make: () => Promise<JudgeJob>): Promise<ThreadVerdict> {
    if (this.isBusy)
      throw new WhkError("RATE_LIMITED", "Too many requests are being judged.", { hint: TRY_AGAIN })
    this.#jobs += 1
    const mine = this.#turn.then(async () => await this.#run(await make()))
    this.#turn = mine.catch(() => {})
    try {
      return await mine
    } finally {
      this.#jobs -= 1
    }
  }

  /** Ends the thread; a job under way is answered with what is known of it. */
  async close(): Promise<void> {
    this.#closed = true
    this.#idle?.cancel()
    await this.#end()
  }

  async #run(job: JudgeJob): Promise<ThreadVerdict> {
    this.#idle?.cancel()
    const worker = (this.#worker ??= this.#start())
    const verdict = await new Promise<ThreadVerdict>((resolve, reject) => {
      let judgement: Judgement | undefined
      let isLate = false
      const startLimit = (ms: number): Timer =>
        this.#clock.startTimer(ms, () => {
          isLate = true
          void worker.terminate()
        })
      let limit = startLimit(VERDICT_LIMIT_MS)
      const settle = (causes: Causes | undefined): void => {
        limit.cancel()
        worker.off("message", hear).off("exit", end).off("error", end)
        if (judgement) resolve({ ...judgement, ...(causes ?? NO_CAUSES) })
        else reject(isLate ? tooLate() : new WhkError("BUG", "The thread that judges requests died."))
      }
      const hear = (said: FromThread): void => {
        if ("causes" in said) return settle(said.causes)
        judgement = said.judgement
        limit.cancel()
        limit = startLimit(SEARCH_LIMIT_MS)
      }
      const end = (): void => settle(undefined)
      worker.on("message", hear).once("exit", end).once("error", end)
      worker.postMessage(job)
    })
    this.#idle = this.#clock.startTimer(IDLE_MS, () => void this.#end())
    return verdict
  }

  async #end(): Promise<void> {
    const worker = this.#worker
    // Who comes now gets another one.
    this.#worker = undefined
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } })
    const forget = (): void => {
      if (this.#worker === worker) this.#worker = undefined
    }
    // What it died of is told by the job that it left.
    worker.once("exit", forget).once("error", forget).unref()
    return worker
  }
}

function tooLate(): WhkError {
  return new WhkError("RATE_LIMITED", "Judging this request took too long.", { hint: TRY_AGAIN })
}
