import { parseDuration } from "../../domain/duration.ts"
import type { RetryOwner } from "../../domain/delivery.ts"
import { WhkError } from "../../errors.ts"
import type { Claim } from "../../listen/session.ts"
import type { InboxPolicy } from "../../tunnel/frames.ts"
import { parseCount } from "../numbers.ts"
import { quoted } from "../request/read-flags.ts"
import { oneOf } from "./read-values.ts"

/** How the inbox is held, and what its senders are told. */
export interface ClaimFlags {
  readonly share?: string
  readonly exclusive?: boolean
  readonly ordered?: boolean
  readonly since?: string
  readonly respond?: string
  readonly offline?: string
  readonly retries?: string
  readonly maxBacklog?: string
}

/**
 * Reads the flags; what was not said is left to the inbox. Who forwards nothing leaves what waits to those who do,
 * unless it says otherwise. Throws USAGE, or DURATION_INVALID.
 */
export function readClaimFlags(flags: ClaimFlags, forwards: boolean): Claim {
  const { share, exclusive, ordered, since = forwards ? "last" : "now" } = flags
  const policy = readPolicy(flags)
  return {
    ...(share !== undefined && { share: oneOf(share, ["newest", "broadcast", "round-robin"], "--share") }),
    ...(exclusive && { exclusive }),
    ...(ordered && { ordered }),
    ...readSince(since),
    ...(Object.keys(policy).length > 0 && { policy }),
  }
}

function readSince(since: string): Pick<Claim, "sinceAgoMs" | "sinceDelivery"> {
  if (since === "last") return {}
  if (since === "now") return { sinceAgoMs: 0 }
  if (/^dlv_[0-9a-z]+$/.test(since)) return { sinceDelivery: since }
  if (/^\d/.test(since)) return { sinceAgoMs: parseDuration(since) }
  throw new WhkError("USAGE", `"${quoted(since)}" is not a value of --since.`, {
    hint: "Use last (all that waits), now, a duration such as 1h, or the id of a delivery to begin after.",
  })
}

function readPolicy({ respond, offline, retries, maxBacklog }: ClaimFlags): InboxPolicy {
  const policy: InboxPolicy = {
    ...(respond !== undefined && { respond: oneOf(respond, ["local", "ack"], "--respond") }),
    ...(offline !== undefined && { offline: oneOf(offline, ["queue", "reject"], "--offline") }),
    ...(retries !== undefined && { retries: readRetries(retries) }),
    ...(maxBacklog !== undefined && {
      maxBacklog: maxBacklog === "none" ? null : parseCount(maxBacklog, "--max-backlog"),
    }),
  }
  if (policy.respond === "ack" && policy.retries === "provider")
    throw new WhkError("USAGE", "--respond ack leaves the provider nothing to retry.", {
      hint: "A provider that was told success does not send again: leave out --retries, or use whk or none.",
    })
  return policy
}

function readRetries(text: string): RetryOwner | null {
  const owner = oneOf(text, ["auto", "provider", "whk", "none"], "--retries")
  return owner === "auto" ? null : owner
}
