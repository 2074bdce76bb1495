import { cleanText } from "../../domain/text.ts"
import type { RelayEvent } from "../../relay/edge/events.ts"
import type { Context } from "../context.ts"
import { describeBug } from "../relay-log.ts"

/** What whoever listens has to know of the relay in the same process, which keeps no log; undefined: nothing. */
export function relayWarning(event: RelayEvent, { env }: Pick<Context, "env">): string | undefined {
  switch (event.type) {
    case "disk":
      return event.change === "short of room"
        ? "The disk is short of room: senders get 503 until there is some. What was stored is safe."
        : "The disk has room again, and deliveries are taken."
    case "disabled":
      return `Endpoint ${cleanText(event.endpoint)} was disabled: ${event.why}.`
    case "bug":
      return `Something went wrong in the relay (${describeBug(event.error, env["WHK_DEBUG"] === "1")}); WHK_DEBUG=1 says more.`
    default:
      return undefined
  }
}
