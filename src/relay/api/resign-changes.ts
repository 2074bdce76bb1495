import type { ReplayJson } from "../../domain/api-types.ts"
import type { Headers } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { detectProviders } from "../../providers/detect.ts"
import type { Provider } from "../../providers/provider.ts"
import { builtIn, findProvider } from "../../providers/registry.ts"
import { resignInPlace } from "../../sender/resign-in-place.ts"
import type { DeliveryRow, InboxRow } from "../../store/port.ts"

export interface ToResign {
  readonly original: DeliveryRow
  readonly inbox: InboxRow
  /** Where it came in. */
  readonly url: string
  /** As they are to be sent. */
  readonly headers: Headers
  readonly body: Uint8Array
  /** The moment of the new signature, milliseconds since the epoch. */
  readonly timeMs: number
}

const MOST_NAMED = 4

/**
 * A request of an inbox signed anew by its provider's scheme: with the secret given, or with the inbox's own. Throws
 * USAGE or VALUE_MISSING where nothing says whose it is, RULE_REFUSED without a secret, SECRET_INVALID for one that
 * cannot sign, such as a public key.
 */
export async function resignChanges(
  { original, inbox, url, headers, body, timeMs }: ToResign,
  { provider: named, secret: given }: Pick<ReplayJson, "provider" | "secret">,
): Promise<{ readonly headers: Headers; readonly body: Uint8Array }> {
  const provider = named === undefined ? providerOf(original, inbox, body) : findProvider(named)
  const secret = given ?? inbox.secret
  const { scheme } = provider
  const signsNothing = "algorithm" in scheme && scheme.algorithm === "none"
  if (secret === null && !signsNothing)
    throw new WhkError("RULE_REFUSED", `No secret is known to sign ${original.id} with.`, {
      hint: `Pass the secret, or give it to the inbox "${inbox.name}".`,
    })
  return await resignInPlace({
    name: original.id,
    provider,
    method: original.request.method,
    url,
    headers,
    body,
    timeMs,
    secrets: secret === null || signsNothing ? [] : [secret],
  })
}

/** Refuses to sign what the relay signs anyway, and means of signing where nothing is signed. Throws USAGE. */
export function refuseSigning(
  { resign, secret, provider }: ReplayJson,
  { id, origin }: Pick<DeliveryRow, "id" | "origin">,
): void {
  if (resign && origin.kind === "endpoint")
    throw new WhkError("USAGE", `${id} goes to an endpoint: the relay signs each attempt anew anyway.`, {
      hint: "Leave out resign.",
    })
  if (resign || (secret === undefined && provider === undefined)) return
  const unheard = secret === undefined ? "provider" : "secret"
  throw new WhkError("USAGE", `${unheard} says nothing about a replay that is not signed anew.`, {
    hint: `Pass resign: true as well, or leave out ${unheard}.`,
  })
}

/** Whose request it is: the inbox's provider, the delivery's, or the one whose signature it carries. */
function providerOf(original: DeliveryRow, inbox: InboxRow, body: Uint8Array): Provider {
  const known = builtIn(inbox.provider) ?? builtIn(original.provider)
  if (known) return known
  const [first, ...others] = detectProviders({ headers: original.request.headers, body })
  if (!first)
    throw new WhkError("VALUE_MISSING", `Nothing says whose request ${original.id} is.`, {
      hint: "Pass provider: the one whose scheme signs it anew.",
    })
  if (others.length === 0) return first
  const ids = [first, ...others].map(({ id }) => id)
  const shown = ids.length > MOST_NAMED ? [...ids.slice(0, MOST_NAMED), "…"] : ids
  throw new WhkError("USAGE", `${original.id} may be a request of several providers: ${shown.join(", ")}.`, {
    hint: `Pass provider: the one whose scheme signs it anew, most likely ${first.id}.`,
  })
}
