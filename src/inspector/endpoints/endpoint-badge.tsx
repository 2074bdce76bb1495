import type { VNode } from "preact"
import type { EndpointJson } from "../../domain/api-types.ts"
import { Badge } from "../parts/badge.tsx"
import { When } from "../parts/when.tsx"

/** Whether an endpoint gets deliveries, and how it fares. */
export function EndpointBadge({ endpoint }: { readonly endpoint: EndpointJson }): VNode {
  const { active, disabledWhy, failingSince } = endpoint
  if (!active)
    return (
      <>
        <Badge tone={disabledWhy === undefined ? "neutral" : "bad"}>Inactive</Badge>
        {disabledWhy !== undefined && <small class="badge-note">switched off: {disabledWhy}</small>}
      </>
    )
  return (
    <>
      <Badge tone={failingSince === undefined ? "good" : "waiting"}>Active</Badge>
      {failingSince !== undefined && (
        <small class="badge-note whole">
          only failures, the first <When iso={failingSince} />
        </small>
      )}
    </>
  )
}
