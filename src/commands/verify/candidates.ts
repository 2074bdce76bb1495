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

/** Whose request a capture may be. */
export type Candidates = (capture: Capture) => readonly Provider[]

/**
 * The flag's provider, else the capture's, else the settings'; `auto` and nothing at all go by the headers. Throws what
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
    const own = flags.provider === undefined ? builtIn(capture.provider) : undefined
    const chosen = own ?? named
    if (!chosen) {
      refuseNameless(flags)
      return detectProviders(capture)
    }
    requireUrl(capture, chosen)
    return [withAssumed(chosen, flags)]
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
