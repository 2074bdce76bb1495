import { firstHeader, type Headers } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import { type RequestToResign, resignRequest } from "./resign-request.ts"

/**
 * A stored request signed anew for the address that it came to; its Host stays. Throws RULE_REFUSED where the
 * signature stands in the address, and rejects with what `resignRequest` rejects with.
 */
export async function resignInPlace(
  request: RequestToResign & { readonly name: string },
): Promise<{ readonly headers: Headers; readonly body: Uint8Array }> {
  const { url, headers, body } = await resignRequest(request)
  if (url !== request.url) throw signatureInUrl(request.name)
  return { headers: withHostOf(request.headers, headers), body }
}

/** The address that the sender wrote is the request's, whoever sends it now. */
export function withHostOf(original: Headers, headers: Headers): Headers {
  const host = firstHeader(original, "host")
  return host === undefined ? headers : [["Host", host], ...headers]
}

/** Why a request cannot be signed anew where it is. */
export function signatureInUrl(name: string): WhkError {
  return new WhkError("RULE_REFUSED", `The signature of ${name} stands in its URL, which stays.`, {
    hint: "Send it from here with --to <target>.",
  })
}
