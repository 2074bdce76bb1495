import { AddressRanges } from "../domain/address-ranges.ts"
import { isLoopbackHost } from "../domain/target.ts"
import { WhkError } from "../errors.ts"
import { readPublicUrl } from "./relay-url.ts"
import { quoted } from "./request/read-flags.ts"

export interface RelayExposureFlags {
  readonly host: string
  readonly publicUrl?: string
  readonly insecureHttp?: boolean
  readonly trustProxy?: string
  readonly checkSource?: boolean
}

/** Who can reach the relay, by which name, and whose word on where a request came from counts. */
export interface RelayExposure {
  readonly publicUrl?: string
  readonly trustProxy?: AddressRanges
  readonly checkSource: boolean
}

const LOOPBACK_RANGES = ["127.0.0.0/8", "::1"]

/**
 * Reads the flags that say how the relay is exposed. Throws USAGE for a value that cannot be read, for plain HTTP to
 * other machines that nobody asked for, and for a source check that could never know the source.
 */
export function readRelayExposure(
  flags: RelayExposureFlags,
  { isSecure }: { readonly isSecure: boolean },
): RelayExposure {
  const publicUrl = flags.publicUrl === undefined ? undefined : readPublicUrl(flags.publicUrl)
  const trustProxy = flags.trustProxy === undefined ? undefined : readProxies(flags.trustProxy)
  const checkSource = flags.checkSource === true
  const isPrivate = isLoopbackHost(flags.host)
  if (!isPrivate && !isSecure && !trustProxy && flags.insecureHttp !== true) {
    throw new WhkError("USAGE", `"${quoted(flags.host)}" is reachable from other machines, without TLS.`, {
      hint: "Pass --tls-cert and --tls-key, --trust-proxy <range> behind a TLS proxy, or --insecure-http.",
    })
  }
  if (checkSource) {
    const isProxied = isPrivate || (!isSecure && publicUrl?.startsWith("https:") === true)
    requireKnownSource(flags.trustProxy, isProxied)
  }
  return {
    checkSource,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(trustProxy && { trustProxy }),
  }
}

function readProxies(text: string): AddressRanges {
  const ranges = text.split(",").flatMap((range) => {
    const trimmed = range.trim()
    return trimmed === "loopback" ? LOOPBACK_RANGES : [trimmed]
  })
  try {
    return new AddressRanges(ranges)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new WhkError("USAGE", `"${quoted(error.message)}" is not an address or a range (--trust-proxy).`, {
      hint: "Name the proxies, for example --trust-proxy 10.0.0.0/8,fd00::/8 or --trust-proxy loopback.",
    })
  }
}

/** Behind a proxy every delivery comes from the proxy, unless its word is taken; taking anybody's word proves nothing. */
function requireKnownSource(trustProxy: string | undefined, isProxied: boolean): void {
  if (trustProxy === undefined && isProxied)
    throw new WhkError(
      "USAGE",
      "--check-source cannot work: deliveries come through a proxy, and none is trusted.",
      {
        hint: "Pass --trust-proxy with the proxy's address, or --trust-proxy loopback when it runs on this machine.",
      },
    )
  if (trustProxy !== undefined && /\/0+\s*(,|$)/.test(trustProxy))
    throw new WhkError(
      "USAGE",
      `--check-source proves nothing while "${quoted(trustProxy)}" trusts everybody.`,
      {
        hint: "Name only the proxy's own addresses with --trust-proxy.",
      },
    )
}
