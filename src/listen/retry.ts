import { MISDIRECTED, MISDIRECTED_HINT } from "../domain/misdirected.ts"
import { cleanText, maskSecret } from "../domain/text.ts"
import { type ErrorCode, WhkError } from "../errors.ts"
import type { GoAway } from "../tunnel/frames.ts"
import type { Backoff } from "./backoff.ts"
import type { LinkEnd, RelayAddress } from "./link.ts"

export interface RetryState {
  /** What the relay said before the link ended. */
  readonly goAway: GoAway | undefined
  /** A session was established at least once. */
  readonly wasWelcomed: boolean
  readonly inbox: string
  readonly relay: RelayAddress | undefined
  readonly backoff: Backoff
}

const FINAL_REASONS: Readonly<Record<Exclude<GoAway["reason"], "shutdown" | "replaced">, ErrorCode>> = {
  busy: "INBOX_BUSY",
  protocol: "TUNNEL_BROKEN",
  closing: "RELAY_UNREACHABLE",
}

/** How long to wait before connecting again after a link ended so. Throws when coming back would not help. */
export function retryDelayMs(end: LinkEnd, state: RetryState): number {
  const { goAway, backoff, relay } = state
  const name = `The relay at ${relay?.url}`
  if (goAway) return delayAfterGoAway(goAway, state.inbox)
  switch (end.kind) {
    case "refused":
      if (end.status < 500 && end.status !== 408 && end.status !== 429) throw refusal(end.status, name, relay)
      return (end.retryAfterMs ?? 0) + backoff.nextMs()
    case "broken":
      if (!state.wasWelcomed) throw end.error
      return backoff.nextMs()
    case "unreachable":
      if (!state.wasWelcomed)
        throw new WhkError("RELAY_UNREACHABLE", `${name} cannot be reached: ${end.reason}.`)
      return backoff.nextMs()
    case "lost":
      return backoff.nextMs()
  }
}

function delayAfterGoAway({ reason, message, retryAfterMs }: GoAway, inbox: string): number {
  if (reason === "shutdown" && retryAfterMs !== undefined) return retryAfterMs
  if (reason === "replaced")
    throw new WhkError("SESSION_REPLACED", `Another listener took the inbox "${inbox}".`)
  const code = reason === "shutdown" ? "RELAY_UNREACHABLE" : FINAL_REASONS[reason]
  const why = cleanText(message, 200).replace(/\.$/, "")
  throw new WhkError(code, `The relay ended the session on inbox "${inbox}": ${why}.`)
}

function refusal(status: number, name: string, relay: RelayAddress | undefined): WhkError {
  if (status === 401 || status === 403)
    return relay?.key === undefined
      ? (relay?.missingKey ??
          new WhkError("KEY_MISSING", `${name} asks for a key, and none is known for it.`))
      : new WhkError("KEY_REFUSED", `${name} refuses the key ${maskSecret(relay.key)}.`)
  if (status === MISDIRECTED)
    return new WhkError("RELAY_UNREACHABLE", `${name} does not answer to that name.`, {
      hint: MISDIRECTED_HINT,
    })
  const hint = "Check that --relay names a whk relay of the same version."
  const code = status === 404 ? "NOT_FOUND" : "TUNNEL_BROKEN"
  return new WhkError(code, `${name} has no tunnel (it answered ${status}).`, { hint })
}
