import type { IncomingMessage } from "node:http"
import { AddressRanges } from "../../domain/address-ranges.ts"
import { builtIn } from "../../providers/registry.ts"
import type { Proxies } from "./proxies.ts"

/**
 * Whether a delivery comes from where its inbox's provider says its deliveries come from. Providers that document no
 * addresses, and inboxes without a provider, take deliveries from everywhere: there is nothing to hold them to.
 */
export function createSourceCheck(
  proxies: Proxies,
): (provider: string | null, request: IncomingMessage) => boolean {
  const known = new Map<string, AddressRanges | null>()

  return (provider, request) => {
    if (provider === null) return true
    if (!known.has(provider)) known.set(provider, documentedRanges(provider))
    const ranges = known.get(provider)
    return !ranges || ranges.has(proxies.clientAddress(request) ?? "")
  }
}

function documentedRanges(provider: string): AddressRanges | null {
  const texts = builtIn(provider)?.delivery.sourceIps
  return texts ? new AddressRanges(texts) : null
}
