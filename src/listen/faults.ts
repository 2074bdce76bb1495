import type { Clock, Timer } from "../domain/clock.ts"
import type { AnswerSink, AppBody } from "./app-request.ts"
import { BodyTee } from "./body-tee.ts"
import type { Forwarder, Forwarding } from "./forwarder.ts"

/** How often what goes wrong on purpose; 0 is never, 1 always. */
export interface FaultRates {
  /** Every delivery waits so long before it goes to the app. */
  readonly delayMs: number
  readonly duplicate: number
  readonly dropResponse: number
  readonly flipByte: number
}

export type FaultName = "delay" | "duplicate" | "drop-response" | "flip-byte"

/** What goes wrong with one attempt. */
export interface Faults {
  readonly names: readonly FaultName[]
  readonly delayMs: number
  /** Which byte is flipped, as a fraction of the body, and what it is combined with. */
  readonly flip: { readonly at: number; readonly mask: number }
}

/** Draws the faults of one attempt; undefined when nothing goes wrong. Equal numbers give equal faults. */
export function drawFaults(rates: FaultRates, random: () => number): Faults | undefined {
  const { delayMs, duplicate, dropResponse, flipByte } = rates
  // All are drawn every time, so that one rate does not change what another one hits.
  const [first, second, third, at, mask] = [random(), random(), random(), random(), random()]
  const names: FaultName[] = []
  if (delayMs > 0) names.push("delay")
  if (first < duplicate) names.push("duplicate")
  if (second < dropResponse) names.push("drop-response")
  if (third < flipByte) names.push("flip-byte")
  return names.length === 0 ? undefined : { names, delayMs, flip: { at, mask: 1 + Math.floor(mask * 255) } }
}

/** The forwarder, with these faults in everything it sends. */
export function withFaults(forwarder: Forwarder, faults: Faults, clock: Clock): Forwarder {
  const has = (name: FaultName): boolean => faults.names.includes(name)
  return {
    target: forwarder.target,
    forward(request, whole, sink) {
      const body = has("flip-byte") ? flipped(whole, request.bodyBytes, faults.flip) : whole
      const answers = has("drop-response") ? dropping(sink) : sink
      return afterDelay(has("delay") ? faults.delayMs : 0, clock, () =>
        has("duplicate")
          ? twice(body, (part, target) => forwarder.forward(request, part, target), answers)
          : forwarder.forward(request, body, answers),
      )
    },
    close: () => forwarder.close(),
  }
}

function afterDelay(delayMs: number, clock: Clock, start: () => Forwarding): Forwarding {
  if (delayMs <= 0) return start()
  let started: Forwarding | undefined
  const timer: Timer = clock.startTimer(delayMs, () => void (started = start()))
  return {
    resume: () => started?.resume(),
    abort() {
      timer.cancel()
      started?.abort()
    },
  }
}

/** Two requests at one time; only the first one's answer counts. */
function twice(
  body: AppBody,
  send: (body: AppBody, sink: AnswerSink) => Forwarding,
  sink: AnswerSink,
): Forwarding {
  const tee = body instanceof Uint8Array ? undefined : new BodyTee(body, 2)
  const release = (reader: number) => (): void => tee?.release(reader)
  const first = send(tee?.branches[0] ?? body, watched(sink, release(0)))
  const copy = send(tee?.branches[1] ?? body, watched(NOBODY, release(1)))
  return {
    resume: () => first.resume(),
    abort() {
      first.abort()
      copy.abort()
    },
  }
}

const NOBODY: AnswerSink = { onHead() {}, onData: () => true, onEnd() {}, onFailed() {} }

function watched(sink: AnswerSink, onOver: () => void): AnswerSink {
  return {
    onHead: (status, headers) => sink.onHead(status, headers),
    onData: (chunk) => sink.onData(chunk),
    onEnd() {
      onOver()
      sink.onEnd()
    },
    onFailed(failure) {
      onOver()
      sink.onFailed(failure)
    },
  }
}

function dropping(sink: AnswerSink): AnswerSink {
  return {
    ...NOBODY,
    onEnd: () =>
      sink.onFailed({ outcome: "reset", detail: "the app's answer was dropped on purpose (--inject)" }),
    onFailed: (failure) => sink.onFailed(failure),
  }
}

/** The body with one byte changed; an empty one stays empty. */
function flipped(body: AppBody, bytes: number, { at, mask }: Faults["flip"]): AppBody {
  const place = Math.min(bytes - 1, Math.floor(at * bytes))
  return body instanceof Uint8Array ? flippedIn(body, place, mask) : flippedOnTheWay(body, place, mask)
}

async function* flippedOnTheWay(
  body: AsyncIterable<Uint8Array>,
  place: number,
  mask: number,
): AsyncGenerator<Uint8Array, void> {
  let start = 0
  for await (const chunk of body) {
    const end = start + chunk.length
    yield place >= start && place < end ? flippedIn(chunk, place - start, mask) : chunk
    start = end
  }
}

function flippedIn(chunk: Uint8Array, place: number, mask: number): Uint8Array {
  const copy = Uint8Array.from(chunk)
  if (place >= 0 && place < copy.length) copy[place]! ^= mask
  return copy
}
