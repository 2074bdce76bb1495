import { notFound } from "../api/find-id.ts"
import type { EndpointService } from "../api/endpoint-service.ts"
import type { EndpointRow } from "../../store/port.ts"

/**
 * An endpoint of this provider by its whole id. Throws NOT_FOUND also for another provider's and for a shortened id:
 * the provider's own API knows neither.
 */
export async function ownEndpoint(
  endpoints: EndpointService,
  provider: string,
  workspace: string,
  id: string,
): Promise<EndpointRow> {
  const endpoint = await endpoints.get(workspace, id)
  if (endpoint.id !== id || endpoint.provider !== provider) throw notFound("ep", id)
  return endpoint
}
