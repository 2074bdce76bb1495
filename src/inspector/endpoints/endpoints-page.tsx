import type { VNode } from "preact"
import { opened } from "../router.ts"
import { EndpointList } from "./endpoint-list.tsx"
import { EndpointView } from "./endpoint-view.tsx"

/** All endpoints, or the one that is opened. */
export function EndpointsPage(): VNode {
  const id = opened.value
  return id === null ? <EndpointList /> : <EndpointView key={id} id={id} />
}
