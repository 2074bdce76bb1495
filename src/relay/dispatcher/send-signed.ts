import type { AttemptResult } from "../../domain/delivery.ts"
import type { Headers } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { signRequest } from "../../sender/sign-request.ts"
import { bodySentAt } from "../../signing/send-time.ts"
import type { EndpointRow, EventRow } from "../../store/port.ts"

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

const METHOD = "POST"

export interface SignedSend {
  readonly provider: Provider
  readonly endpoint: EndpointRow
  readonly event: EventRow
  /** The moment of the attempt, which schemes with a timestamp sign. */
  readonly at: number
  readonly signal: AbortSignal
}

/**
 * Sends the event's bytes once, with nothing changed but a time of sending they may hold, signed by the provider's scheme with the endpoint's secret as it is now; while a
 * rotation overlaps the old secret signs as well. A request that cannot be signed or written is a `blocked` attempt:
 * that is the endpoint's state, and its owner sees it in the log. Never rejects.
 */
export async function sendSigned(
  sender: AttemptSender,
  { provider, endpoint, event, at, signal }: SignedSend,
): Promise<Sent & { readonly requestHeaders: Headers | null }> {
  try {
    const { url, headers, body } = await signRequest({
      provider,
      type: event.type,
      id: event.id,
      timeMs: at,
      method: METHOD,
      url: endpoint.url,
      // A time of sending that stays the same is too old for the receiver by the first retry.
      body: bodySentAt(provider.scheme, event.body, at),
      secrets: secretsAt(endpoint, at),
      contentType: event.contentType,
    })
    const sent = await sender.send({
      url,
      method: METHOD,
      headers,
      body,
      timeoutMs: provider.delivery.timeoutMs,
      signal,
    })
    return { ...sent, requestHeaders: headers }
  } catch (error) {
    const detail = error instanceof WhkError ? error.message : `a bug in whk: ${String(error)}`
    return { attempt: { outcome: "blocked", elapsedMs: 0, detail }, response: null, requestHeaders: null }
  }
}

function secretsAt({ secret, previousSecret }: EndpointRow, at: number): string[] {
  if (secret === null) return []
  return previousSecret && previousSecret.until > at ? [secret, previousSecret.secret] : [secret]
}
