import { setTimeout } from "node:timers/promises"
import { Agent, request } from "undici"

/** A delivery whose sender was told that it is kept. */
export interface Acked {
  /** The delivery's id, as the relay gave it. */
  readonly id: string
  readonly body: string
  /** Which sender, and its how many-th delivery. */
  readonly lane: number
  readonly number: number
}

/** What one sender was told about one delivery; null: the connection failed. */
export interface Said {
  readonly status: number | null
  /** When it was sent and answered, on the clock of `performance.now()`. */
  readonly sentAt: number
  readonly answeredAt: number
  readonly retryAfter: string | undefined
}

/** Senders that post one delivery after the other to an inbox, through every failure, until they are stopped. */
export interface IngestLoad extends AsyncDisposable {
  readonly acked: readonly Acked[]
  readonly said: readonly Said[]
  /** Resolves when so many more deliveries were acknowledged. */
  more(count: number): Promise<void>
  /** Resolves with the next answer, whatever it is. */
  answered(): Promise<void>
  /** Sends nothing new and resolves when every sender has its last answer. */
  stop(): Promise<void>
}

export interface IngestLoadOptions {
  readonly senders: number
  /** Bytes of a body; what each says is its own. */
  readonly bodyBytes?: number
}

// Without it the senders would spin on a relay that is not there.
const PAUSE_AFTER_FAILURE_MS = 5

export function startIngestLoad(url: string, { senders, bodyBytes = 64 }: IngestLoadOptions): IngestLoad {
  const acked: Acked[] = []
  const said: Said[] = []
  const agent = new Agent({ connections: senders })
  const stopping = new AbortController()
  const wake: (() => void)[] = []
  const answered = (): Promise<void> => new Promise((resolve) => wake.push(resolve))

  async function post(body: string): Promise<Said & { readonly id: string | undefined }> {
    const sentAt = performance.now()
    try {
      const response = await request(url, { method: "POST", body, dispatcher: agent })
      await response.body.dump()
      const { "x-whk-delivery-id": id, "retry-after": retryAfter } = response.headers
      const status = response.statusCode
      return {
        status,
        sentAt,
        answeredAt: performance.now(),
        id: id?.toString(),
        retryAfter: retryAfter?.toString(),
      }
    } catch {
      return {
        status: null,
        sentAt,
        answeredAt: performance.now(),
        id: undefined,
        retryAfter: undefined,
      }
    }
  }

  async function send(lane: number): Promise<void> {
    for (let number = 0; !stopping.signal.aborted; number += 1) {
      const body = `{"lane":${lane},"number":${number}}`.padEnd(bodyBytes)
      const { id, ...answer } = await post(body)
      said.push(answer)
      const isAcked = answer.status !== null && answer.status >= 200 && answer.status < 300
      if (isAcked) acked.push({ id: id ?? `without an id: ${body}`, body, lane, number })
      for (const resolve of wake.splice(0)) resolve()
      if (!isAcked) await setTimeout(PAUSE_AFTER_FAILURE_MS)
    }
  }

  const done = Promise.all(Array.from({ length: senders }, (_sender, lane) => send(lane)))
  async function stop(): Promise<void> {
    stopping.abort()
    await done
    await agent.destroy()
  }
  return {
    acked,
    said,
    async more(count) {
      const wanted = acked.length + count
      while (acked.length < wanted) await answered()
    },
    answered,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
