import { newId } from "../../domain/ids.ts"
import { formatTarget, parseTarget } from "../../domain/target.ts"
import type { Context } from "../context.ts"
import { prepareRequests, type RequestFlags } from "../request/build-request.ts"
import { urlOfTarget } from "../request/url-of-target.ts"
import type { Outgoing } from "./outgoing.ts"

/** So many events of the kind that the flags describe, each with an id of its own and signed for each attempt. */
export async function eventsFrom(
  context: Context,
  input: {
    readonly event: string | undefined
    readonly flags: RequestFlags
    readonly to: string
    readonly count: number
  },
): Promise<AsyncIterable<Outgoing>> {
  const { event, flags, to, count } = input
  const target = parseTarget(to)
  const maker = await prepareRequests(context, { event, flags, target: to })
  const signedUrl = urlOfTarget(flags.url ?? to)

  async function* outgoing(): AsyncGenerator<Outgoing> {
    for (let made = 0; made < count; made += 1) {
      const message = maker.newMessage(context.clock.now())
      yield {
        id: newId("dlv"),
        event: message.event ?? null,
        provider: maker.provider,
        url: formatTarget(target),
        async request(timeMs) {
          const { method, url, headers, body } = await maker.sign(message, timeMs)
          // What the scheme put behind the URL it signed goes behind the target's path as well.
          return {
            url: { ...target, path: target.path + url.slice(signedUrl.length) },
            method,
            headers,
            body,
          }
        },
      }
    }
  }
  return outgoing()
}
