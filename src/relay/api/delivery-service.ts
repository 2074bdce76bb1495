import type {
  AttemptedJson,
  DeliveryDetailJson,
  ReplaySelectedJson,
  ReplaySelectionJson,
} from "../../domain/api-types.ts"
import type { DeliveryFilter, DeliveryRow, Page, PageRequest } from "../../store/port.ts"

/** Deliveries of a workspace. An id may be shortened to a prefix that fits one delivery only. */
export interface DeliveryService {
  /** Ids in the filter may be prefixes; an inbox may be named. */
  list(workspace: string, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryRow>>
  get(workspace: string, id: string): Promise<DeliveryDetailJson>
  /** One more attempt with the same bytes. Without a listener a live delivery waits for one: `attempt` is null. */
  replay(workspace: string, id: string): Promise<AttemptedJson>
  /** Puts every ended delivery that fits back into its queue; with `dryRun` only selects them. */
  replayMany(workspace: string, selection: ReplaySelectionJson): Promise<ReplaySelectedJson>
}
