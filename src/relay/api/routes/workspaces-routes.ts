import { z } from "zod"
import type { NewWorkspaceJson, WorkspaceJson } from "../../../domain/api-types.ts"
import type { Store } from "../../../store/port.ts"
import type { Access } from "../../access/access.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import { RequestError } from "../problem.ts"
import { listOf } from "./shared-schemas.ts"

const WORKSPACE = z.object({ id: z.string(), name: z.string() }) satisfies z.ZodType<WorkspaceJson>
const NEW_WORKSPACE = z.object({
  ...WORKSPACE.shape,
  key: z.string(),
}) satisfies z.ZodType<NewWorkspaceJson>

const NAME = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u, {
  error: "a name of letters, digits, spaces and . _ - (100 at most)",
})

/** `/v1/workspaces`: all workspaces of this relay, for a key of the first one. */
export function workspacesRoutes({
  store,
  access,
}: {
  readonly store: Store
  readonly access: Access
}): readonly DescribedRoute[] {
  /** Throws KEY_REFUSED (403) for a key of any other workspace. */
  async function requireFirst(workspace: string): Promise<void> {
    const first = await access.bootstrap()
    if (workspace === first.workspace.id) return
    throw new RequestError(403, "KEY_REFUSED", "This key may not see or make workspaces.", {
      hint: "Use a key of the relay's first workspace.",
    })
  }

  return [
    defineRoute({
      method: "GET",
      path: "/v1/workspaces",
      summary: "Lists the workspaces of this relay; for a key of the first one.",
      answer: listOf(WORKSPACE),
      async handle({ workspace }) {
        await requireFirst(workspace)
        const items = (await store.listWorkspaces())
          .toSorted((a, b) => a.createdAt - b.createdAt)
          .map(({ id, name }) => ({ id, name }))
        return { items, next: null, total: items.length }
      },
    }),
    defineRoute({
      method: "POST",
      path: "/v1/workspaces",
      keyOnly: true,
      summary:
        "Makes a workspace with a first key, which the answer shows this once; for a key of the first one.",
      body: z.strictObject({ name: NAME }),
      status: 201,
      answer: NEW_WORKSPACE,
      async handle({ workspace, body }) {
        await requireFirst(workspace)
        const { id, name } = await access.createWorkspace(body.name)
        const { key } = await access.createKey(id, "first")
        return { id, name, key }
      },
    }),
  ]
}
