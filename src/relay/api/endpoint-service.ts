import type {
  AttemptedJson,
  CreateEndpointJson,
  RotateJson,
  UpdateEndpointJson,
} from "../../domain/api-types.ts"
import type { EndpointFilter, EndpointRow, Page, PageRequest } from "../../store/port.ts"

/**
 * Endpoints of a workspace, each held to its provider's rules (RULE_REFUSED names the rule). An id may be shortened
 * to a prefix that fits one endpoint only; every method throws NOT_FOUND or ID_AMBIGUOUS for others.
 */
export interface EndpointService {
  create(workspace: string, input: CreateEndpointJson): Promise<EndpointRow>
  list(workspace: string, filter: EndpointFilter, page: PageRequest): Promise<Page<EndpointRow>>
  get(workspace: string, id: string): Promise<EndpointRow>
  update(workspace: string, id: string, change: UpdateEndpointJson): Promise<EndpointRow>
  delete(workspace: string, id: string): Promise<void>
  /** Gives the endpoint a new secret, made in the provider's own form unless one is given. */
  rotate(workspace: string, id: string, input: RotateJson): Promise<EndpointRow>
  /** Sends the provider's test event, or its first sample, to this endpoint once. */
  test(workspace: string, id: string): Promise<AttemptedJson>
}
