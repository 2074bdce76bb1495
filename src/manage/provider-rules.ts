import { isLoopbackHost } from "../domain/target.ts"
import { WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { requireEventType } from "../providers/registry.ts"
import { checkSecret, secretWarning } from "../providers/secrets.ts"

/**
 * What a provider would refuse, refused before anything is sent: its words are clearer than its API's answer.
 * Returns the event types to ask for, `*` spelled out; says through `notice` what may not work.
 */
export function checkEndpoint(
  provider: Provider,
  input: { readonly url?: string; readonly secret?: string; readonly events?: readonly string[] },
  notice: (text: string) => void,
): readonly string[] | undefined {
  if (input.url !== undefined) checkUrl(provider, input.url)
  if (input.secret !== undefined) refuseSecret(provider, input.secret, notice)
  if (input.events?.includes("*"))
    return provider.events.filter(({ status }) => status === "live").map(({ type }) => type)
  for (const type of input.events ?? []) {
    const { eventType, warning } = requireEventType(provider, type)
    if (eventType.status === "test-only")
      throw new WhkError(
        "RULE_REFUSED",
        `"${type}" cannot be subscribed to: ${provider.name} sends it by test only.`,
      )
    if (warning !== undefined) notice(warning)
  }
  return input.events
}

function checkUrl({ name, endpoint }: Provider, url: string): void {
  if (!endpoint.httpsOnly || !url.startsWith("http://") || isLoopbackHost(new URL(url).hostname)) return
  throw new WhkError("RULE_REFUSED", `"${url}" is refused: ${endpoint.httpsRule}.`, {
    hint: `Give ${name} an https:// address.`,
  })
}

function refuseSecret(provider: Provider, secret: string, notice: (text: string) => void): void {
  const problem = checkSecret(provider, secret)
  if (problem !== undefined)
    throw new WhkError("RULE_REFUSED", problem, { hint: "Leave out --secret to have one made." })
  const warning = secretWarning(provider, secret)
  if (warning !== undefined) notice(warning)
}

/** The refusal of two valid secrets where the provider's old one dies at once. */
export function noOverlap(name: string): WhkError {
  return new WhkError("RULE_REFUSED", `${name} signs with one secret at a time; --overlap cannot be kept.`, {
    hint: "Leave out --overlap: the old secret is invalid from then on.",
  })
}
