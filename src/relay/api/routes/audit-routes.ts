import { z } from "zod"
import type { AuditEntryJson, AuditPageJson } from "../../../domain/api-types.ts"
import type { Store } from "../../../store/port.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import { isoTime } from "../rows-to-json.ts"
import { listOf, PAGE_QUERY, splitPage } from "./shared-schemas.ts"

const ENTRY = z.object({
  id: z.string(),
  workspace: z.string(),
  number: z.int(),
  at: z.iso.datetime(),
  actor: z.string().nullable(),
  action: z.string(),
  object: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.string().nullable(),
  before: z.string(),
  hash: z.string(),
}) satisfies z.ZodType<AuditEntryJson>

const PAGE = listOf(ENTRY).extend({
  head: z.object({ number: z.int(), hash: z.string() }).nullable(),
}) satisfies z.ZodType<AuditPageJson>

/** `/v1/audit`. */
export function auditRoutes(store: Store): readonly DescribedRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/v1/audit",
      summary:
        "Lists who changed what in this workspace, the newest first, each entry chained to the one before.",
      query: z.strictObject(PAGE_QUERY),
      answer: PAGE,
      async handle({ workspace, query }) {
        const { page } = splitPage(query)
        // Asked for in one turn, so that both are read at the same point of the log.
        const [entries, head] = await Promise.all([
          store.listAudit(workspace, page),
          store.auditHead(workspace),
        ])
        return {
          ...entries,
          items: entries.items.map((entry) => ({ ...entry, at: isoTime(entry.at) })),
          head,
        }
      },
    }),
  ]
}
