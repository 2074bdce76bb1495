import { z } from "zod"
import type { KeyJson, StatsJson, WorkspaceJson } from "../../../domain/api-types.ts"
import type { Store } from "../../../store/port.ts"
import type { Access } from "../../access/access.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import { findId, notFound } from "../find-id.ts"
import { keyJson } from "../rows-to-json.ts"
import { listOf } from "./shared-schemas.ts"

const KEY = z.object({
  id: z.string(),
  name: z.string(),
  key: z.string().exactOptional(),
  lastFour: z.string(),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
}) satisfies z.ZodType<KeyJson>

const WORKSPACE = z.object({
  id: z.string(),
  name: z.string(),
  keyId: z.string().exactOptional(),
}) satisfies z.ZodType<WorkspaceJson>

const STATS = z.object({
  endpoints: z.object({ total: z.int(), active: z.int(), inactive: z.int() }),
  events: z.int(),
  deliveries: z.object({ pending: z.int(), delivered: z.int(), answered: z.int(), failed: z.int() }),
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable() }),
}) satisfies z.ZodType<StatsJson>

/** The key's workspace itself: `/v1/workspace`, `/v1/stats` and `/v1/keys`. */
export function workspaceRoutes(store: Store, access: Access): readonly DescribedRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/v1/workspace",
      summary: "Says whose key this is.",
      answer: WORKSPACE,
      async handle({ workspace, caller }) {
        const row = (await store.listWorkspaces()).find(({ id }) => id === workspace)
        return { id: workspace, name: row?.name ?? workspace, keyId: caller.keyId }
      },
    }),
    defineRoute({
      method: "GET",
      path: "/v1/stats",
      summary: "Counts endpoints, events and deliveries, with the time that answers take.",
      answer: STATS,
      handle: async ({ workspace }) => await store.stats(workspace),
    }),
    defineRoute({
      method: "GET",
      path: "/v1/keys",
      summary: "Lists the API keys, without the keys themselves.",
      answer: listOf(KEY),
      async handle({ workspace }) {
        const items = (await store.listKeys(workspace)).map(keyJson)
        return { items, next: null, total: items.length }
      },
    }),
    defineRoute({
      method: "POST",
      path: "/v1/keys",
      keyOnly: true,
      summary: "Makes an API key; the answer shows it this once.",
      body: z.strictObject({ name: z.string().min(1).max(100) }),
      status: 201,
      answer: KEY,
      async handle({ workspace, body }) {
        const { key, row } = await access.createKey(workspace, body.name)
        return { ...keyJson(row), key }
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/v1/keys/:id",
      keyOnly: true,
      summary: "Revokes an API key at once.",
      async handle({ workspace, params }) {
        const id = await findId(store, workspace, "key", params["id"]!)
        if (!(await access.revoke(workspace, id))) throw notFound("key", params["id"]!)
      },
    }),
  ]
}
