/**
 * The JSON of the relay's management API (`/v1`), which is also what `--json` prints. Times are ISO 8601 with
 * milliseconds. Lists are `ListPage`; errors are Problem Details (`ProblemJson`).
 */
export type * from "./api/shared.ts"
export type * from "./api/endpoints.ts"
export type * from "./api/deliveries.ts"
export type * from "./api/events.ts"
export type * from "./api/stats.ts"
export type * from "./api/inboxes.ts"
export type * from "./api/access.ts"
