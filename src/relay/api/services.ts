import {
  createDeliveryService,
  type DeliveryService,
  type DeliveryServiceOptions,
} from "./delivery-service.ts"
import {
  createEndpointService,
  type EndpointService,
  type EndpointServiceOptions,
} from "./endpoint-service.ts"
import { createEventService, type EventService, type EventServiceOptions } from "./event-service.ts"
import { createInboxService, type InboxService, type InboxServiceOptions } from "./inbox-service.ts"

/** What the API can do, apart from how it is asked: shared by its own routes and the provider dialects. */
export interface Services {
  readonly endpoints: EndpointService
  readonly events: EventService
  readonly deliveries: DeliveryService
  readonly inboxes: InboxService
}

export type ServiceOptions = EndpointServiceOptions &
  EventServiceOptions &
  DeliveryServiceOptions &
  InboxServiceOptions

export function createServices(options: ServiceOptions): Services {
  return {
    endpoints: createEndpointService(options),
    events: createEventService(options),
    deliveries: createDeliveryService(options),
    inboxes: createInboxService(options),
  }
}
