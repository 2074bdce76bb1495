import { z } from "zod"
import type { InboxJson, SaveInboxJson } from "../../../domain/api-types.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import type { InboxService } from "../inbox-service.ts"
import { listOf } from "./shared-schemas.ts"

// A name that looks like an id could hide another inbox.
const NAME = z.string().regex(/^(?!in_)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, {
  error: "a name of letters, digits and . _ - (100 at most)",
})

const SAVE = z.strictObject({
  name: NAME,
  provider: z.string().nullable().exactOptional(),
  offline: z.enum(["queue", "reject"]).exactOptional(),
  secret: z.string().min(1).max(10_000).nullable().exactOptional(),
  verifyToken: z.string().min(1).max(1000).nullable().exactOptional(),
}) satisfies z.ZodType<SaveInboxJson>

const INBOX = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  provider: z.string().nullable(),
  hasSecret: z.boolean(),
  listening: z.boolean(),
  pending: z.int(),
  createdAt: z.iso.datetime(),
}) satisfies z.ZodType<InboxJson>

/** `/v1/inboxes`. An inbox is named by its name, its id or the beginning of its id. */
export function inboxRoutes(inboxes: InboxService): readonly DescribedRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/v1/inboxes",
      summary: "Lists the public addresses.",
      answer: listOf(INBOX),
      async handle({ workspace }) {
        const items = await inboxes.list(workspace)
        return { items, next: null, total: items.length }
      },
    }),
    defineRoute({
      method: "POST",
      path: "/v1/inboxes",
      summary: "Makes an inbox, or changes the one of that name.",
      body: SAVE,
      answer: INBOX,
      handle: async ({ workspace, body }) => await inboxes.save(workspace, body),
    }),
    defineRoute({
      method: "DELETE",
      path: "/v1/inboxes/:id",
      summary: "Deletes an inbox: its address answers 404 from now on, its history stays.",
      handle: async ({ workspace, params }) => await inboxes.delete(workspace, params["id"]!),
    }),
    defineRoute({
      method: "POST",
      path: "/v1/inboxes/:id/rotate",
      summary: "Gives an inbox a new address; the old one ends at once.",
      answer: INBOX,
      handle: async ({ workspace, params }) => await inboxes.rotate(workspace, params["id"]!),
    }),
  ]
}
