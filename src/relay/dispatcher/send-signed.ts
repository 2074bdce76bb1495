import type { AttemptResult } from "../../domain/delivery.ts"
import type { Headers } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { EVENT_METHOD, type EventToSign, signedEvent } from "../signed-event.ts"

/**
 * The part of the sender the dispatcher uses: it sends a request once, follows no redirect and keeps no more of the
 * answer's body than is written down (KEPT_RESPONSE_BYTES).
 */
export interface AttemptSender {
  send(request: {
    readonly url: string
    readonly method: string
    readonly headers: Headers
    readonly body: Uint8Array
    readonly timeoutMs: number
    readonly signal: AbortSignal
  }): Promise<Sent>
}

interface Sent {
  readonly attempt: AttemptResult
  readonly response: { readonly headers: Headers; readonly body: Uint8Array } | null
}

export interface SignedSend extends EventToSign {
  readonly signal: AbortSignal
}

/**
 * Sends the event's exact bytes once, signed with the endpoint's secret as it is now. A request that cannot be signed or written is a `blocked` attempt:
 * that is the endpoint's state, and its owner sees it in the log. Never rejects.
 */
export async function sendSigned(
  sender: AttemptSender,
  { signal, ...toSend }: SignedSend,
): Promise<Sent & { readonly requestHeaders: Headers | null }> {
  try {
    const { url, headers, body } = await signedEvent(toSend)
    const sent = await sender.send({
      url,
      method: EVENT_METHOD,
      headers,
      body,
      timeoutMs: toSend.provider.delivery.timeoutMs,
      signal,
    })
    return { ...sent, requestHeaders: headers }
  } catch (error) {
    const detail = error instanceof WhkError ? error.message : `a bug in whk: ${String(error)}`
    return { attempt: { outcome: "blocked", elapsedMs: 0, detail }, response: null, requestHeaders: null }
  }
}
