import { endToEndHeaders, HOP_BY_HOP, type Headers, isWritableHeader } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import type { RequestInfo } from "../tunnel/frames.ts"

/** How the headers of a delivery are changed on their way to the app. */
export interface HeaderRules {
  /** Set on every request in place of headers of the same name. */
  readonly set: Headers
  readonly remove: readonly string[]
  /** `rewrite`: the app's own host and port; `keep`: what the sender wrote. */
  readonly host: "rewrite" | "keep"
}

const DELIVERY_HEADER = "x-whk-delivery-id"
const ATTEMPT_HEADER = "x-whk-attempt"

/**
 * Returns a function that makes the app's headers of a delivery's: end-to-end ones in order and case with their
 * duplicates, without Content-Length, which the forwarder sets from the bytes it sends. Throws HEADER_INVALID for a
 * header that cannot be set.
 */
export function appHeaders(rules: HeaderRules): (request: RequestInfo) => Headers {
  for (const header of rules.set) checkSettable(header)
  const removed = new Set(rules.remove.map((name) => name.toLowerCase()))
  // What the sender wrote into our own headers would pass for ours.
  const dropped = new Set([
    ...removed,
    ...rules.set.map(([name]) => name.toLowerCase()),
    DELIVERY_HEADER,
    ATTEMPT_HEADER,
    "content-length",
    ...(rules.host === "rewrite" ? ["host"] : []),
  ])
  return ({ headers, delivery, attempt }) => {
    let hasHost = false
    const kept = endToEndHeaders(headers).filter(([name]) => {
      const lower = name.toLowerCase()
      if (dropped.has(lower)) return false
      // Two Host headers are an error in HTTP; the first one counts.
      if (lower !== "host") return true
      const isFirst = !hasHost
      hasHost = true
      return isFirst
    })
    const added: Headers = [[DELIVERY_HEADER, delivery], [ATTEMPT_HEADER, String(attempt)], ...rules.set]
    return [...kept, ...added.filter(([name]) => !removed.has(name.toLowerCase()))]
  }
}

function checkSettable(header: Headers[number]): void {
  const [name] = header
  const lower = name.toLowerCase()
  if (!isWritableHeader(header)) throw new WhkError("HEADER_INVALID", `"${name}" cannot be sent as a header.`)
  if (HOP_BY_HOP.has(lower) || lower === "content-length") {
    throw new WhkError("HEADER_INVALID", `"${name}" belongs to the connection and cannot be set.`, {
      hint: "Leave it out: whk sets it from what it sends.",
    })
  }
}
