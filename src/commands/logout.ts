import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { readConnectionSettings } from "./connection-settings.ts"
import type { Command } from "./context.ts"
import { requireRelay } from "./login.ts"

interface Options {
  readonly relay?: string
}

/** Forgets the key that is kept for a relay; the key itself stays valid until it is revoked. */
export const run: Command<Options> = async (context, { options }) => {
  const { out } = context
  const settings = await readConnectionSettings(context, options)
  const relay = await requireRelay(settings)
  const removed = await settings.keyring.removeKey(relay)
  out.value({ relay, removed })
  out.data(removed ? `Logged out of ${cleanText(relay)}.` : `No key is kept for ${cleanText(relay)}.`)
  if (removed) out.talk(out.talkColor.dim("The key stays valid: `whk keys revoke` ends it."))
  return EXIT.done
}
