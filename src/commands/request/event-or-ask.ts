import { readSettings } from "../../config/settings.ts"
import { askEvent, askProvider } from "../ask.ts"
import type { Context, GlobalOptions } from "../context.ts"
import { providerFor } from "./choose-provider.ts"

/** What may name the event, or stand in its place. */
interface EventFlags extends GlobalOptions {
  readonly provider?: string
  readonly body?: string
}

/**
 * The event and the flags as they were given; on a terminal, where neither an event nor a body was, with what the user
 * chooses. Throws QUESTION_LEFT.
 */
export async function eventOrAsk<Flags extends EventFlags>(
  context: Context,
  event: string | undefined,
  flags: Flags,
): Promise<{ readonly event: string | undefined; readonly flags: Flags }> {
  if (event !== undefined || flags.body !== undefined || !context.out.interactive) return { event, flags }
  const settings = await readSettings(context, { provider: flags.provider, profile: flags.profile })
  if (settings.provider)
    return { event: await askEvent(context, await providerFor(context, settings, undefined)), flags }
  const provider = await askProvider(context)
  return { event: await askEvent(context, provider), flags: { ...flags, provider: provider.id } }
}
