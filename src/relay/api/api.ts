import type { Clock } from "../../domain/clock.ts"
import type { Store } from "../../store/port.ts"
import type { Access } from "../access/access.ts"
import type { ChangeStreams } from "../changes/change-streams.ts"
import { openApi } from "./openapi.ts"
import { formatProblem } from "./problem.ts"
import type { Mount, Route } from "./route.ts"
import { createRouter, type Router, type RouterHooks } from "./router.ts"
import { auditRoutes } from "./routes/audit-routes.ts"
import { changeRoutes } from "./routes/change-routes.ts"
import { deliveryRoutes } from "./routes/delivery-routes.ts"
import { endpointRoutes } from "./routes/endpoint-routes.ts"
import { eventRoutes } from "./routes/event-routes.ts"
import { inboxRoutes } from "./routes/inbox-routes.ts"
import { providerRoutes } from "./routes/provider-routes.ts"
import { inspectorRoutes, type InspectorRoutesOptions } from "./routes/inspector-routes.ts"
import { statisticsRoutes } from "./routes/statistics-routes.ts"
import { workspaceRoutes } from "./routes/workspace-routes.ts"
import { workspacesRoutes } from "./routes/workspaces-routes.ts"
import type { Services } from "./services.ts"

export interface ApiOptions {
  readonly store: Store
  readonly clock: Clock
  readonly access: Access
  readonly services: Services
  readonly streams: ChangeStreams
  readonly inspector: Omit<InspectorRoutesOptions, "access">
  /** APIs in the form of a provider's own, mounted beside the relay's. */
  readonly dialects: readonly Mount[]
  /** What the rest of the relay is told of calls. */
  readonly hooks: RouterHooks
}

/** The management API: the relay's own under `/v1`, described at `/v1/openapi.json`, and the dialects. */
export function createApi(options: ApiOptions): Router {
  const { store, clock, access, services, streams, inspector } = options
  const described = [
    ...endpointRoutes({ endpoints: services.endpoints, store, clock }),
    ...eventRoutes(services.events),
    ...deliveryRoutes(services.deliveries),
    ...changeRoutes(streams, services.deliveries),
    ...inboxRoutes(services.inboxes),
    ...providerRoutes(clock),
    ...workspaceRoutes(store, access),
    ...statisticsRoutes(store, clock),
    ...workspacesRoutes({ store, access }),
    ...auditRoutes(store),
    ...inspectorRoutes({ ...inspector, access }),
  ]
  const description: Route = {
    method: "GET",
    path: "/v1/openapi.json",
    open: true,
    handle: async () => ({ status: 200, json: openApi(described) }),
  }
  const own: Mount = {
    prefix: "/v1",
    routes: [...described, description],
    authenticate: (authorization) => access.authenticate(authorization),
    formatError: formatProblem,
  }
  return createRouter([own, ...options.dialects], options.hooks)
}
