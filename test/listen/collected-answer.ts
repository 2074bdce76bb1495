import type { Headers } from "../../src/domain/headers.ts"
import type { AnswerSink } from "../../src/listen/app-request.ts"
import type { Failure } from "../../src/listen/failure.ts"
import type { RequestInfo } from "../../src/tunnel/frames.ts"

/** Everything that came back for one request. */
export interface CollectedAnswer {
  status?: number
  headers?: Headers
  body: Buffer
  failure?: Failure
}

/** A sink that keeps the answer. */
export interface Collector {
  readonly sink: AnswerSink
  /** Resolves with the first byte of the body. */
  readonly begun: Promise<void>
  /** Resolves when the answer ended or failed. */
  readonly answer: Promise<CollectedAnswer>
}

export function collectAnswer(): Collector {
  const collected: CollectedAnswer = { body: Buffer.alloc(0) }
  let resolve!: (answer: CollectedAnswer) => void
  let begin!: () => void
  const answer = new Promise<CollectedAnswer>((settle) => (resolve = settle))
  const begun = new Promise<void>((settle) => (begin = settle))
  const sink: AnswerSink = {
    onHead(status, headers) {
      if (collected.status !== undefined) throw new Error("a second head")
      collected.status = status
      collected.headers = headers
    },
    onData(chunk) {
      collected.body = Buffer.concat([collected.body, chunk])
      begin()
      return true
    },
    onEnd: () => resolve(collected),
    onFailed(failure) {
      collected.failure = failure
      resolve(collected)
    },
  }
  return { sink, begun, answer }
}

/** A request from the tunnel, POST / unless told otherwise. */
export function requestInfo(change: Partial<RequestInfo> = {}): RequestInfo {
  return {
    delivery: "dlv_1",
    attempt: 1,
    epoch: 1,
    kind: "live",
    method: "POST",
    target: "",
    headers: [],
    bodyBytes: 0,
    receivedAt: 0,
    ...change,
  }
}
