import type { Headers } from "../../domain/headers.ts"
import type { Target } from "../../domain/target.ts"
import type { Provider } from "../../providers/provider.ts"

/** One delivery that this command makes by itself; the event's id is the same for all its attempts. */
export interface Outgoing {
  /** `dlv_…`, as it is told. */
  readonly id: string
  readonly event: string | null
  /** Whose rules of success and schedule of retries count; null where nothing says whose request it is. */
  readonly provider: Provider | null
  /** Where it goes, as it is told: without what a scheme puts behind it. */
  readonly url: string
  /** The request of an attempt at this time. */
  request(timeMs: number): Promise<OutgoingRequest>
}

export interface OutgoingRequest {
  readonly url: Target
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array
}
