import type { DeliveryJson } from "../../domain/api-types.ts"
import type { DeliveryStatus } from "../../domain/delivery.ts"
import { EXIT, WhkError } from "../../errors.ts"
import type { DeliveryQuery, ManagementApi } from "../../manage/management-api.ts"
import { deliveryLine } from "../../ui/delivery-line.ts"
import { interruptedCode } from "../connection.ts"
import type { Context } from "../context.ts"
import { pause } from "../pause.ts"
import { viewOf } from "../view-of.ts"
import { DeliveryFeed } from "./feed.ts"

const LOOK_AGAIN_MS = 500

/**
 * Prints deliveries as they come and as their status changes, until the command is told to stop. A relay that is away
 * is waited for; before it was there once, its absence is an error.
 */
export async function follow(
  context: Context,
  api: ManagementApi,
  { status, limit, since, ...query }: DeliveryQuery,
): Promise<number> {
  const { out, stop } = context
  const feed = new DeliveryFeed(api, query)
  const from = { ...(limit !== undefined && { limit }), ...(since !== undefined && { since }) }
  tell(context, await feed.begin(from), status)
  let isAway = false
  for (let waitMs = LOOK_AGAIN_MS; await pause(context, waitMs);) {
    const startedAt = performance.now()
    try {
      tell(context, await feed.next(), status)
      if (isAway) out.talk("The relay is back.")
      isAway = false
    } catch (error) {
      if (stop.aborted) break
      if (!(error instanceof WhkError) || !isAbsence(error)) throw error
      if (!isAway) out.talk(`${error.message} Waiting for it.`)
      isAway = true
    }
    await out.drained()
    // A relay that has much to tell is asked less often.
    waitMs = Math.max(LOOK_AGAIN_MS, 2 * (performance.now() - startedAt))
  }
  return interruptedCode(context)
}

/** Nobody answers, or a proxy answers in its place. */
function isAbsence({ exitCode, code }: WhkError): boolean {
  return exitCode === EXIT.unreachable || code === "API_FAILED"
}

function tell(
  context: Context,
  deliveries: readonly DeliveryJson[],
  status: DeliveryStatus | undefined,
): void {
  const { out } = context
  for (const delivery of deliveries) {
    if (status !== undefined && delivery.status !== status) continue
    out.line({ type: "delivery", ...delivery })
    out.data(deliveryLine(delivery, viewOf(context)))
  }
}
