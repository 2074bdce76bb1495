import type { DeliveryJson } from "../../src/domain/api-types.ts"

/** A delivery of an inbox that went well, with these differences. */
export function delivery(id: string, differences: Partial<DeliveryJson> = {}): DeliveryJson {
  return {
    id,
    event: "push",
    provider: "github",
    inbox: "in_1",
    createdAt: "2026-01-15T02:03:04.567Z",
    status: "delivered",
    responseStatus: 200,
    elapsedMs: 12,
    attempts: 1,
    nextAttemptAt: null,
    replayOf: null,
    method: "POST",
    path: "/hooks",
    bytes: 2,
    ...differences,
  }
}
