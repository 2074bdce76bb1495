import { cleanText } from "../../../domain/text.ts"
import { createRelayApi } from "../../../manage/relay-api.ts"
import type { Context } from "../../context.ts"
import { openInspector } from "../../inspect/open-inspector.ts"
import type { ListenPlan } from "../options.ts"
import type { RelayPlace } from "../relay-place.ts"
import type { Telling } from "../teller.ts"
import { LiveTeller } from "./live-teller.ts"
import { type LiveActions, LiveView } from "./live-view.ts"

/** Opens the live view of a listener on the terminal, which has to be there. */
export function openLive(context: Context, plan: ListenPlan, place: Pick<RelayPlace, "locate">): Telling {
  const { stdin, clock, out } = context
  const view = new LiveView({
    stdin,
    stdout: out.terminal!,
    color: out.color,
    clock,
    actions: liveActions(context, place),
  })
  return new LiveTeller(context, plan, view)
}

function liveActions({ stop, env, out }: Context, place: Pick<RelayPlace, "locate">): LiveActions {
  /** Asks the relay that is there at this moment: it may have been another one before. */
  async function ask(question: (api: ReturnType<typeof createRelayApi>) => Promise<string>): Promise<string> {
    const { url, key, missingKey } = await place.locate()
    const api = createRelayApi({ url, key, stop, ...(missingKey && { missingKey }) })
    try {
      return await question(api)
    } finally {
      await api.close()
    }
  }
  return {
    replay: (delivery) =>
      ask(async (api) => {
        const { attempt } = await api.replay(delivery)
        if (attempt === null) return `${cleanText(delivery)} waits for a listener.`
        return `Sent again: ${attempt.status ?? attempt.outcome}.`
      }),
    openInspector: () =>
      ask(async (api) => {
        const { url, isShown } = await openInspector(api, { env, inBrowser: true })
        if (isShown) return "Opened in the browser."
        out.data(cleanText(url))
        return "Open the address above in a browser: it works once, within 60 seconds."
      }),
  }
}
