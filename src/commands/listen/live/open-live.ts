import { cleanText } from "../../../domain/text.ts"
import { createRelayApi } from "../../../manage/relay-api.ts"
import type { Context } from "../../context.ts"
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

function liveActions({ stop }: Context, place: Pick<RelayPlace, "locate">): LiveActions {
  return {
    async replay(delivery) {
      const { url, key, missingKey } = await place.locate()
      const api = createRelayApi({ url, key, stop, ...(missingKey && { missingKey }) })
      try {
        const { attempt } = await api.replay(delivery)
        if (attempt === null) return `${cleanText(delivery)} waits for a listener.`
        return `Sent again: ${attempt.status ?? attempt.outcome}.`
      } finally {
        await api.close()
      }
    },
    async openInspector() {
      const { url } = await place.locate()
      return `The inspector is at ${url}/inspect.`
    },
  }
}
