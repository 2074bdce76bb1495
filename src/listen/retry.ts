import { cleanText } from "../domain/text.ts"
import { type ErrorCode, WhkError } from "../errors.ts"
import type { GoAway } from "../tunnel/frames.ts"
import type { Backoff } from "./backoff.ts"
import type { LinkEnd } from "./link.ts"

export interface RetryState {
  /** What the relay said before the link ended. */
  readonly goAway: GoAway | undefined
  /** A session was established at least once. */
  readonly wasWelcomed: boolean
  readonly inbox: string
  readonly backoff: Backoff
}

const FINAL_REASONS: Readonly<Record<Exclude<GoAway["reason"], "shutdown">, ErrorCode>> = {
  replaced: "SESSION_REPLACED",
  busy: "INBOX_BUSY",
  protocol: "TUNNEL_BROKEN",
  closing: "RELAY_UNREACHABLE",
}

/** How long to wait before connecting again after a link ended so. Throws when coming back would not help. */
export function retryDelayMs(end: LinkEnd, state: RetryState): number {
  const { goAway, backoff } = state
  if (goAway) return delayAfterGoAway(goAway, state.inbox)
  switch (end.kind) {
    case "refused":
      if (end.status < 500 && end.status !== 408 && end.status !== 429) throw refusal(end.status)
      return Math.max(end.retryAfterMs ?? 0, backoff.nextMs())
    case "broken":
      if (!state.wasWelcomed) throw end.error
      return backoff.nextMs()
    case "unreachable":
      if (!state.wasWelcomed)
        throw new WhkError("RELAY_UNREACHABLE", `The relay did not answer: ${end.reason}.`)
      return backoff.nextMs()
    case "lost":
      return backoff.nextMs()
  }
}

function delayAfterGoAway({ reason, message, retryAfterMs }: GoAway, inbox: string): number {
  if (reason === "shutdown" && retryAfterMs !== undefined) return retryAfterMs
  const code = reason === "shutdown" ? "RELAY_UNREACHABLE" : FINAL_REASONS[reason]
  throw new WhkError(code, `The relay ended the session on inbox "${inbox}": ${cleanText(message, 200)}.`)
}

function refusal(status: number): WhkError {
  if (status === 401 || status === 403)
    return new WhkError("KEY_REFUSED", `The relay refused the API key (${status}).`)
  const hint = "Check that --relay names a whk relay of the same version."
  const code = status === 404 ? "NOT_FOUND" : "TUNNEL_BROKEN"
  return new WhkError(code, `The relay has no tunnel here (it answered ${status}).`, { hint })
}
