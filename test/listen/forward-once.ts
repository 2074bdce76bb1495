import { onTestFinished } from "vitest"
import type { Clock } from "../../src/domain/clock.ts"
import { systemClock } from "../../src/domain/clock.ts"
import { parseTarget } from "../../src/domain/target.ts"
import type { AppBody } from "../../src/listen/app-request.ts"
import { createForwarder, type Forwarder, type ForwarderOptions } from "../../src/listen/forwarder.ts"
import type { RequestInfo } from "../../src/tunnel/frames.ts"
import { collectAnswer, type CollectedAnswer, requestInfo } from "./collected-answer.ts"

/** A forwarder to this target, closed with the test. */
export function forwarderTo(
  target: string | number,
  options: Partial<Omit<ForwarderOptions, "target">> & { readonly clock?: Clock } = {},
): Forwarder {
  const forwarder = createForwarder({
    target: parseTarget(String(target)),
    headers: { set: [], remove: [], host: "rewrite" },
    timeoutMs: 10_000,
    clock: systemClock,
    ...options,
  })
  onTestFinished(() => forwarder.close())
  return forwarder
}

/** Forwards one request and waits for all of its answer. */
export async function forwardOnce(
  forwarder: Forwarder,
  request: Partial<RequestInfo> = {},
  body: AppBody = new Uint8Array(0),
): Promise<CollectedAnswer> {
  const { sink, answer } = collectAnswer()
  forwarder.forward(requestInfo(request), body, sink)
  return await answer
}
