import { z } from "zod"
import type { DescribedRoute } from "../define-route.ts"
import type { DeliveryService } from "../delivery-service.ts"
import { parseInput } from "../parse-input.ts"
import type { ChangeStreams } from "../../changes/change-streams.ts"

const QUERY = z.strictObject({
  endpoint: z.string().exactOptional(),
  /** Name or id. */
  inbox: z.string().exactOptional(),
})

/** `GET /v1/changes`: deliveries as they come and change, for as long as somebody reads. */
export function changeRoutes(
  streams: ChangeStreams,
  deliveries: Pick<DeliveryService, "wholeFilter">,
): readonly DescribedRoute[] {
  return [
    {
      method: "GET",
      path: "/v1/changes",
      description: {
        summary: "Streams deliveries as they come and change: server-sent events `delivery` and `missed`.",
        query: QUERY,
        body: undefined,
        status: 200,
        answer: z.string(),
        answerType: "text/event-stream",
      },
      async handle({ caller, query }) {
        const given = parseInput(QUERY, Object.fromEntries(query), "query")
        const filter = await deliveries.wholeFilter(caller.workspace, given)
        streams.requireRoom(caller.workspace)
        return {
          status: 200,
          contentType: "text/event-stream",
          // nginx would keep it until a buffer is full.
          headers: { "X-Accel-Buffering": "no" },
          stream: (response) => streams.open(response, caller, filter),
        }
      },
    },
  ]
}
