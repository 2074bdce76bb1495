import type { DeliveryJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { paintStatus } from "./delivery-views.ts"
import { relativeTime } from "./relative-time.ts"
import type { View } from "./view.ts"

/** One delivery as a line: `dlv_01j…  delivered  200 in 12ms  user.created  ep_01j…`. */
export function deliveryLine(delivery: DeliveryJson, view: View): string {
  const { id, event, endpoint, inbox, status } = delivery
  const to = view.color.dim(cleanText(endpoint ?? inbox ?? "-"))
  return `${cleanText(id)}  ${paintStatus(status, view)}  ${detail(delivery, view)}${cleanText(event ?? "-")}  ${to}`
}

function detail(
  { responseStatus, elapsedMs, attempts, status, nextAttemptAt }: DeliveryJson,
  { nowMs }: View,
): string {
  const time = elapsedMs === null ? "" : ` in ${Math.round(elapsedMs)}ms`
  const answer = responseStatus === null ? "" : `${responseStatus}${time}  `
  const tries = attempts > 1 ? `${attempts} attempts  ` : ""
  const next = status === "pending" && attempts > 0 ? `next ${relativeTime(nextAttemptAt, nowMs)}  ` : ""
  return `${answer}${tries}${next}`
}
