import { providerOfSetting } from "../../config/named-provider.ts"
import type { Settings } from "../../config/settings.ts"
import { isWritableHeader } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { assumeAll } from "../../providers/assume.ts"
import type { Provider } from "../../providers/provider.ts"
import { chooseProvider } from "../../providers/registry.ts"
import type { Context } from "../context.ts"
import { quoted } from "./read-flags.ts"

/**
 * The provider that the settings name, else the first in the fixed order that has the event type; when others have it
 * too, the choice and the alternatives are said on stderr. Throws EVENT_UNKNOWN and what `providerOfSetting` throws.
 */
export async function providerFor(
  context: Context,
  settings: Settings,
  eventType: string | undefined,
): Promise<Provider> {
  if (settings.provider) return await providerOfSetting(settings.provider, settings, context)
  const { provider, alternatives } = chooseProvider(eventType)
  if (alternatives.length > 0) {
    const others = alternatives.map(({ id }) => id).join(", ")
    context.out.talk(`${eventType} of ${provider.id}; also in ${others} (choose with --provider).`)
  }
  return provider
}

/** Flags that replace values which a provider's file assumes. */
export interface AssumeFlags {
  readonly signatureHeader?: string
  /** `key=value`, as `whk providers <id>` names the keys. */
  readonly assume?: readonly string[]
}

/** The provider with the assumed values replaced. Throws USAGE for one that is documented, HEADER_INVALID. */
export function withAssumed(
  provider: Provider,
  { signatureHeader, assume: pairs = [] }: AssumeFlags,
): Provider {
  if (signatureHeader !== undefined && !isWritableHeader([signatureHeader, ""]))
    throw new WhkError("HEADER_INVALID", `"${quoted(signatureHeader)}" is not the name of a header.`, {
      hint: "Pass a name alone, for example --signature-header X-Signature.",
    })
  const named = signatureHeader === undefined ? [] : [["signature.header", signatureHeader] as const]
  return assumeAll(provider, [...named, ...pairs.map(readPair)])
}

function readPair(text: string): readonly [key: string, value: string] {
  const at = text.indexOf("=")
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new WhkError("USAGE", `"${quoted(text)}" is not key=value.`, {
    hint: "Write for example --assume delivery.timeout=15s; `whk providers <id>` lists the keys.",
  })
}
