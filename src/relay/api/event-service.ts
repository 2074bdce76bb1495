import type { PublishedJson, PublishJson } from "../../domain/api-types.ts"

/** Events of a workspace. */
export interface EventService {
  /** Stores an event and a delivery for each active endpoint of its provider that is subscribed to its type. */
  publish(workspace: string, input: PublishJson): Promise<PublishedJson>
}
