import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { openInspector } from "./inspect/open-inspector.ts"

interface Options extends ConnectionOptions {
  /** False: --no-open. */
  readonly open: boolean
}

/** Prints the inspector's address with a code that opens it once, and on a terminal shows it in the browser. */
export const run: Command<Options> = async (context, { options }) => {
  const settings = await readConnectionSettings(context, options)
  // The page needs a relay that is still there when it is opened.
  return withConnection(
    context,
    settings,
    async ({ api }) => {
      const { out, env } = context
      const inBrowser = options.open && out.interactive
      const { url, expiresAt, isShown } = await openInspector(api, { env, inBrowser })
      out.value({ url, expiresAt })
      out.data(cleanText(url))
      const how = isShown ? "Opened in the browser." : "Open it in a browser."
      out.talk(`${how} The address works once, within 60 seconds; the page stays open for 12 hours.`)
      return EXIT.done
    },
    { mayHost: false },
  )
}
