import type { Capture } from "../../capture/capture.ts"
import { providerOfSetting } from "../../config/named-provider.ts"
import type { Settings } from "../../config/settings.ts"
import { WhkError } from "../../errors.ts"
import { detectProviders } from "../../providers/detect.ts"
import type { Provider } from "../../providers/provider.ts"
import { builtIn } from "../../providers/registry.ts"
import { isCoded } from "../../signing/scheme.ts"
import type { Context } from "../context.ts"
import { type AssumeFlags, withAssumed } from "../request/choose-provider.ts"

/** Whose request a capture may be, and what is to be said about the choice. */
export type Candidates = (capture: Capture) => {
  readonly providers: readonly Provider[]
  readonly note?: string
}

/**
 * The provider of the flag or of the settings, else the capture's, else and with `auto` those that the headers tell. A
 * capture comes from anywhere: what it says never takes the place of a provider that was named here. Throws what
 * `providerOfSetting` and `withAssumed` throw; for a capture VALUE_MISSING, where the URL that is signed is not known.
 */
export async function candidatesOf(
  context: Context,
  settings: Settings,
  flags: AssumeFlags & { readonly provider?: string },
): Promise<Candidates> {
  const { provider } = settings
  const named =
    provider === undefined || provider.value === "auto"
      ? undefined
      : await providerOfSetting(provider, settings, context)
  return (capture) => {
    const own = provider?.value === "auto" ? undefined : builtIn(capture.provider)
    const chosen = named ?? own
    if (!chosen) {
      refuseNameless(flags)
      return { providers: detectProviders(capture) }
    }
    requireUrl(capture, chosen)
    const isContradicted = flags.provider === undefined && own !== undefined && own.id !== chosen.id
    return {
      providers: [withAssumed(chosen, flags)],
      ...(isContradicted && {
        note: `The capture says ${own.id}; it is judged as ${chosen.id}, which ${provider?.place ?? ""} names. --provider ${own.id} judges it as what it says.`,
      }),
    }
  }
}

function refuseNameless({ signatureHeader, assume }: AssumeFlags): void {
  if (signatureHeader === undefined && assume === undefined) return
  throw new WhkError("VALUE_MISSING", "--provider is missing.", {
    hint: "Say whose values are to be replaced: --provider <id>.",
  })
}

/** Without the URL, nothing can be said about a signature that covers it. */
function requireUrl({ url }: Capture, { name, scheme }: Provider): void {
  if (isCoded(scheme) || !scheme.content.includes("{url}") || /^https?:\/\//i.test(url)) return
  throw new WhkError("VALUE_MISSING", `--url is missing: ${name} signs the URL of the request.`, {
    hint: "Pass the address that the provider was given, for example --url https://example.com/hooks.",
  })
}
