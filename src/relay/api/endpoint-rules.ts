import { isIP } from "node:net"
import { cleanText } from "../../domain/text.ts"
import { isLoopbackHost, parseTarget } from "../../domain/target.ts"
import { refusalOf, WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { checkSecret, secretWarning } from "../../providers/secrets.ts"
import { isPublicAddress } from "../../sender/egress.ts"
import type { EndpointRow } from "../../store/port.ts"
import { subscriptionWarnings } from "./subscriptions.ts"

const LONGEST_URL = 2048

/**
 * Why the address of an endpoint is refused: it is a whole http(s) URL, https where the provider says so (plain http
 * is taken for this machine on a relay that may deliver there), public where the relay says so. TARGET_INVALID or
 * RULE_REFUSED.
 */
export function refuseUrl(
  provider: Pick<Provider, "endpoint"> | undefined,
  url: string,
  allowPrivateTargets: boolean,
): readonly WhkError[] {
  let read: URL | undefined
  const unreadable = refusalOf(() => {
    read = readUrl(url)
  })
  if (unreadable || !read) return unreadable ? [unreadable] : []
  const { protocol, hostname } = read
  const shown = cleanText(url, 200)
  const refusals: WhkError[] = []
  if (!allowPrivateTargets && isPrivateHost(hostname))
    refusals.push(
      new WhkError(
        "RULE_REFUSED",
        `"${shown}" is not a public address, and this relay delivers to no other.`,
        { hint: "Use a public address, or start the relay with --allow-private-targets." },
      ),
    )
  if (provider?.endpoint.httpsOnly && protocol !== "https:" && !isLoopbackHost(hostname))
    refusals.push(
      new WhkError("RULE_REFUSED", `"${shown}" is refused. ${provider.endpoint.httpsRule}.`, {
        hint: "Use an https:// address; plain http is taken for this machine only.",
      }),
    )
  return refusals
}

/** Throws the first refusal of this address. */
export function checkUrl(provider: Provider, url: string, allowPrivateTargets: boolean): void {
  const [refusal] = refuseUrl(provider, url, allowPrivateTargets)
  if (refusal) throw refusal
}

function readUrl(url: string): URL {
  if (url.length > LONGEST_URL || !/^https?:\/\/[^\s#]+$/.test(url) || !URL.canParse(url))
    throw new WhkError("TARGET_INVALID", `"${cleanText(url, 200)}" is not an http or https URL.`, {
      hint: "Pass the whole address, for example https://example.com/hooks.",
    })
  const parsed = new URL(url)
  // What cannot be quoted without showing a password is refused by its host.
  if (parsed.username !== "" || parsed.password !== "")
    throw new WhkError("TARGET_INVALID", `The URL of "${parsed.host}" carries a user name or a password.`, {
      hint: "Take them out; the signature tells the receiver who sends.",
    })
  parseTarget(url)
  return parsed
}

// A name that leads to a private address is held off when it is connected to; here it is only a courtesy.
function isPrivateHost(hostname: string): boolean {
  const literal = hostname.replace(/^\[(.*)\]$/, "$1")
  return isLoopbackHost(hostname) || (isIP(literal) !== 0 && !isPublicAddress(literal))
}

/** Checks a secret against the provider's rule without showing it. Throws RULE_REFUSED. */
export function requireSecret(provider: Provider, secret: string): void {
  const problem = checkSecret(provider, secret)
  if (problem !== undefined)
    throw new WhkError("RULE_REFUSED", problem, { hint: "Leave the secret out to have one made." })
}

/** Checks that an endpoint of this provider may be active or not, as wanted. Throws RULE_REFUSED. */
export function checkActive(provider: Provider, active: boolean): void {
  if (active || provider.endpoint.hasActiveFlag) return
  throw new WhkError(
    "RULE_REFUSED",
    `${provider.name}: an endpoint cannot be switched off, active is false.`,
    {
      hint: "Delete the endpoint to stop its deliveries.",
    },
  )
}

/** Checks that the secret of this provider's endpoints may be set by an update. Throws RULE_REFUSED. */
export function checkSecretByUpdate(provider: Provider): void {
  if (provider.endpoint.secretByUpdate) return
  throw new WhkError("RULE_REFUSED", `${provider.name}: a secret cannot be edited, only rotated.`, {
    hint: "Run `whk rotate <endpoint>` to replace it.",
  })
}

/** Checks that two secrets may be valid for this long after a rotation. Throws RULE_REFUSED. */
export function checkOverlap(provider: Provider, overlapSeconds: number): void {
  if (overlapSeconds === 0 || provider.endpoint.rotation === "overlap") return
  throw new WhkError(
    "RULE_REFUSED",
    `${provider.name}: the old secret dies at once, it cannot stay valid for ${overlapSeconds} seconds.`,
    { hint: "Leave out the overlap." },
  )
}

/** What the user should know about an endpoint that was taken all the same. */
export function endpointWarnings(
  provider: Provider,
  endpoint: Pick<EndpointRow, "events" | "secret">,
): readonly string[] {
  const secret = endpoint.secret === null ? undefined : secretWarning(provider, endpoint.secret)
  return [...subscriptionWarnings(provider, endpoint.events), ...(secret === undefined ? [] : [secret])]
}
