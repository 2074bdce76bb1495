import { WhkError } from "../errors.ts"
import { type Verification, verdict, type VerifyInput, type VerifyReason } from "../signing/verification.ts"
import { verify } from "../signing/verify.ts"
import type { Provider } from "./provider.ts"

/** What a provider's requests are verified with. */
export type Keys = Pick<VerifyInput, "secrets" | "certificates" | "keySets">

/** One provider's verdict on a request. */
export interface ProviderVerdict {
  readonly provider: Provider
  readonly verification: Verification
  /** What it was judged with; the secrets in the order they were given. */
  readonly keys: Keys
  /** Why the secret is none of this provider's, where it cannot be read as one: the request was then not judged. */
  readonly refused?: WhkError
}

// A right signature with a wrong clock says more than a wrong signature, and that more than none.
const TELLING: readonly VerifyReason[] = ["ok", "stale", "future", "downgrade", "no-match", "malformed"]

/**
 * Judges a request by each provider's scheme and returns the most telling verdict, of verdicts that tell alike the one
 * of the provider that comes first; undefined without providers. A secret that a scheme cannot read gives a verdict that
 * says so and tells least.
 */
export async function judgeByEach(
  providers: readonly Provider[],
  request: Omit<VerifyInput, keyof Keys>,
  keysFor: (provider: Provider) => Keys | Promise<Keys>,
): Promise<ProviderVerdict | undefined> {
  const verdicts: ProviderVerdict[] = []
  for (const provider of providers) verdicts.push(await judgeBy(provider, request, await keysFor(provider)))
  return verdicts.toSorted((a, b) => rank(a) - rank(b))[0]
}

async function judgeBy(
  provider: Provider,
  request: Omit<VerifyInput, keyof Keys>,
  keys: Keys,
): Promise<ProviderVerdict> {
  const { scheme } = provider
  try {
    return { provider, verification: await verify(scheme, { ...request, ...keys }), keys }
  } catch (error) {
    if (!(error instanceof WhkError)) throw error
    return { provider, verification: verdict(scheme, "no-match"), keys, refused: error }
  }
}

function rank({ verification, keys, refused }: ProviderVerdict): number {
  if (refused) return TELLING.length + 1
  const place = TELLING.indexOf(verification.reason)
  const isGuess = verification.reason === "no-match" && !hasKeys(keys)
  return place === -1 || isGuess ? TELLING.length : place
}

/** Whether there is anything to verify with. */
export function hasKeys({ secrets, certificates = [], keySets = [] }: Keys): boolean {
  return secrets.length + certificates.length + keySets.length > 0
}
