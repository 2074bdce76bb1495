import { isProviderFile, providerOfSetting, relayProvider } from "../../config/named-provider.ts"
import type { Settings } from "../../config/settings.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import type { Context } from "../context.ts"
import { resolveProvider } from "../endpoint-input.ts"
import { withAssumed } from "../request/choose-provider.ts"
import type { ListenFlags } from "./flags.ts"

/** Whose webhooks arrive. */
export interface Sender {
  /** As this listener knows it: a file's too, and with assumed values replaced. */
  readonly provider: Provider | undefined
  /** As the relay knows it, which has the built-in ones only. */
  readonly relayProvider: Provider | undefined
}

const NOBODY: Sender = { provider: undefined, relayProvider: undefined }

/** Reads it from the settings; for an endpoint that is to be made, it follows from the event. Throws usage errors. */
export async function readSender(context: Context, settings: Settings, flags: ListenFlags): Promise<Sender> {
  const { provider: setting } = settings
  if (!setting) {
    // With any scheme of anybody's, a secret would be worth what the weakest of them is worth.
    if (flags.rejectUnverified === true)
      throw new WhkError("VALUE_MISSING", "--provider is missing: whose signatures are to be trusted?", {
        hint: "For example --provider github --reject-unverified.",
      })
    if (flags.signatureHeader !== undefined || flags.assume !== undefined)
      throw new WhkError("VALUE_MISSING", "--provider is missing.", {
        hint: "Say whose values are to be replaced: --provider <id>.",
      })
    if (flags.create !== true) return NOBODY
    const chosen = resolveProvider(context, undefined, flags.events?.[0])
    return { provider: chosen, relayProvider: chosen }
  }
  const { value, origin, place } = setting
  if (isProviderFile(value) && flags.create !== true) {
    const isOfUse = flags.verify === true || flags.rejectUnverified === true || flags.exec !== undefined
    if (isOfUse) {
      context.out.talk("The relay knows the built-in providers only; the file is used here.")
      const provider = await providerOfSetting(setting, settings, context)
      return { provider: withAssumed(provider, flags), relayProvider: undefined }
    }
    // The project's own file serves other commands and keeps none from listening.
    if (origin !== "flag") {
      context.out.talk(
        `Listening without the provider of ${place}: a relay knows the built-in providers only.`,
      )
      return NOBODY
    }
  }
  const known = relayProvider(
    value,
    "Leave out --provider, or judge its deliveries here with --verify: a relay takes every request.",
  )
  return { provider: withAssumed(known, flags), relayProvider: known }
}
