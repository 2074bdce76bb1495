import { createHash, type Hash } from "node:crypto"
import { firstHeader, type Headers } from "../../domain/headers.ts"
import { readEventId } from "../../providers/read-names.ts"
import { builtIn } from "../../providers/registry.ts"
import type { DedupeKey } from "../../store/port.ts"
import type { ReceivedBody } from "./read-body.ts"

/** For how long a provider's id is known again. */
const WINDOW_MS = 24 * 60 * 60 * 1000
const LONGEST_ID = 200

/** What takes in the body of a request whose headers carry its provider's id; a body that stays whole needs none. */
export function bodyHash(providerId: string | null, headers: Headers): Hash | undefined {
  const place = builtIn(providerId)?.names.id
  const isInHeader = place && "header" in place && firstHeader(headers, place.header) !== undefined
  return isInHeader ? createHash("sha256") : undefined
}

/** By what a delivery is known when it comes again; null where its provider gives it no id that can be read. */
export function dedupeKey(
  providerId: string | null,
  headers: Headers,
  { body, hash, now }: { readonly body: ReceivedBody; readonly hash: Hash | undefined; readonly now: number },
): DedupeKey | null {
  const provider = builtIn(providerId)
  if (!provider || body.kind === "refused" || (body.kind === "chunked" && !hash)) return null
  const whole = body.kind === "whole" ? body.bytes : new Uint8Array()
  const id = readEventId(provider, headers, whole)
  if (id === undefined || id === "" || id.length > LONGEST_ID) return null
  const taken = body.kind === "whole" ? createHash("sha256").update(body.bytes) : hash!
  return { id, bodyHash: taken.digest(), since: now - WINDOW_MS }
}
