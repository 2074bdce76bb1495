import { readBodyField } from "../signing/body-field.ts"
import type { HandshakeVisit } from "./handshake.ts"

/**
 * The address that a handshake's body wants visited, as it was read and judged. Null where it is none of the provider's:
 * https, on a host of its own, with the parameters that belong to this handshake and no others, for on the same host
 * another action may stand (SNS unsubscribes by one).
 */
export function addressToVisit(visit: HandshakeVisit, body: Uint8Array): string | null {
  const address = readBodyField(body, visit.pointer)
  if (address === undefined || !URL.canParse(address)) return null
  const url = new URL(address)
  const isPlain = url.protocol === "https:" && url.username === "" && url.password === "" && url.hash === ""
  // `host` has the port in it, unless it is that of https.
  if (!isPlain || !visit.hosts.test(url.host)) return null
  return hasRightParameters(url, visit, body) ? url.href : null
}

function hasRightParameters(
  { pathname, searchParams }: URL,
  { query }: HandshakeVisit,
  body: Uint8Array,
): boolean {
  if (!query) return true
  const isRight = query.every(([name, value]) => {
    const wanted = "text" in value ? value.text : readBodyField(body, value.pointer)
    return wanted !== undefined && wanted !== "" && searchParams.get(name) === wanted
  })
  // As many as are wanted, and each of those is there: none stands twice, and no other does.
  return pathname === "/" && isRight && [...searchParams].length === query.length
}
