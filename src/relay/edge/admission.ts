import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import type { OwnHosts } from "./own-hosts.ts"
import type { Proxies } from "./proxies.ts"

/** Why a request outside ingest is not let in. */
export type NotAdmitted = "host" | "origin" | "csrf"

/** The header that a page of the relay's own sends with every change: no other site can, without being asked first. */
const CSRF_HEADER = "x-whk-csrf"
const READING = new Set(["GET", "HEAD"])
const HEALTH_TARGET = /^\/(?:healthz|readyz)$/

/** What a refused request gets; its body is empty, and no CORS header is ever sent. */
export const STATUS_OF_REFUSAL: Readonly<Record<NotAdmitted, 421 | 403>> = {
  host: 421,
  origin: 403,
  csrf: 403,
}

/**
 * Decides over every request and upgrade that is not a delivery, before anything looks at it; undefined lets it in.
 * The Host must be ours to the letter, or a name that an attacker points here (DNS rebinding) would do; an Origin must
 * be ours, because nothing here is for other sites; and a change made by a cookie alone, which a browser sends by
 * itself, needs both our Origin and a header that only our own page can set. A key in Authorization proves enough.
 */
export function createAdmission({
  own,
  proxies,
}: {
  readonly own: () => OwnHosts
  readonly proxies: Proxies
}): (request: IncomingMessage) => NotAdmitted | undefined {
  return (request) => {
    const { headers, method = "GET" } = request
    const { hosts, origins } = own()
    if (!isOwnHost(request, hosts, proxies)) return "host"
    const { origin, "sec-fetch-site": site } = headers
    if (origin !== undefined && !origins.has(origin)) return "origin"
    if (isPageVisit(request)) return undefined
    if (site !== undefined && site !== "same-origin" && site !== "none") return "origin"
    const isByCookie = headers.cookie !== undefined && headers.authorization === undefined
    if (!isByCookie) return undefined
    // A page may open a WebSocket to anywhere, and what it then sends is a change.
    if (READING.has(method))
      return headers.upgrade !== undefined && origin === undefined ? "origin" : undefined
    return origin === undefined || headers[CSRF_HEADER] === undefined ? "csrf" : undefined
  }
}

/**
 * A browser goes to the inspector's page, perhaps by a link on another site (a chat). The page is the same for
 * everybody and carries nothing, and the other site cannot read it.
 */
function isPageVisit({ method, url, headers }: IncomingMessage): boolean {
  const { "sec-fetch-mode": mode, "sec-fetch-dest": destination, origin, upgrade } = headers
  const isTopLevel = mode === "navigate" && destination === "document"
  return method === "GET" && url === "/inspect" && isTopLevel && origin === undefined && upgrade === undefined
}

function isOwnHost(request: IncomingMessage, hosts: ReadonlySet<string>, proxies: Proxies): boolean {
  const { rawHeaders } = request
  // Node keeps the first of two and says nothing of the other.
  const count = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length
  const host = request.headers.host?.toLowerCase()
  if (count !== 1 || host === undefined) return false
  const forwarded = proxies.forwardedHost(request)
  if (forwarded?.split(",").every((each) => hosts.has(each.trim())) === false) return false
  return hosts.has(host) || isProbe(request, host, proxies)
}

/** A load balancer asks for the health of the address it knows; an address cannot be made to point elsewhere. */
function isProbe(request: IncomingMessage, host: string, proxies: Proxies): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[(.+)\]$/, "$1")
  return HEALTH_TARGET.test(request.url ?? "") && isIP(name) !== 0 && proxies.sent(request)
}
