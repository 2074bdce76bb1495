import { afterAll, beforeAll } from "vitest"
import type { Store } from "../../src/store/port.ts"
import { specifyAudit } from "./store-conformance/audit.ts"
import { specifyBodies } from "./store-conformance/bodies.ts"
import { specifyCounts } from "./store-conformance/counts.ts"
import { specifyDeliveries } from "./store-conformance/deliveries.ts"
import { specifyEndpoints } from "./store-conformance/endpoints.ts"
import { specifyLeases } from "./store-conformance/leases.ts"
import { specifyOwners } from "./store-conformance/owners.ts"
import { specifyQueues } from "./store-conformance/queues.ts"
import { specifyRepeats } from "./store-conformance/repeats.ts"
import { specifyKeys } from "./store-conformance/keys.ts"
import { specifyRetention } from "./store-conformance/retention.ts"

/** What any Store must do, as tests. Each test keeps to rows of its own, so one store serves them all. */
export function specifyStore(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  specifyOwners(() => store)
  specifyKeys(() => store)
  specifyEndpoints(() => store)
  specifyDeliveries(() => store)
  specifyCounts(() => store)
  specifyBodies(() => store)
  specifyQueues(() => store)
  specifyLeases(() => store)
  specifyRepeats(() => store)
  specifyRetention(() => store)
  specifyAudit(() => store)
}
