import { firstHeader, type Headers } from "../domain/headers.ts"
import { signatureHeader } from "../signing/scheme.ts"
import type { Provider } from "./provider.ts"
import { providers } from "./registry.ts"

/**
 * The providers whose signature header a request carries. Those come first of whose scheme the fewest headers are
 * missing, then those with the most of them; providers that fit alike keep their fixed order.
 */
export function detectProviders(headers: Headers): Provider[] {
  return providers
    .filter(({ scheme }) => firstHeader(headers, signatureHeader(scheme)[0]) !== undefined)
    .map((provider) => ({ provider, missing: missingHeaders(provider, headers) }))
    .toSorted(
      (a, b) => a.missing - b.missing || b.provider.scheme.headers.length - a.provider.scheme.headers.length,
    )
    .map(({ provider }) => provider)
}

function missingHeaders({ scheme }: Provider, headers: Headers): number {
  return scheme.headers.filter(([name]) => firstHeader(headers, name) === undefined).length
}
