import { z } from "zod"
import type { InspectorCodeJson, InspectorSessionJson } from "../../../domain/api-types.ts"
import type { Access } from "../../access/access.ts"
import type { InspectorCodes } from "../../access/inspector-codes.ts"
import type { AuditLog } from "../../audit/audit-log.ts"
import { defineOpenRoute, defineRoute, type DescribedRoute } from "../define-route.ts"
import { RequestError } from "../problem.ts"
import { isoTime } from "../rows-to-json.ts"

const CODE = z.object({
  code: z.string(),
  url: z.string(),
  expiresAt: z.iso.datetime(),
}) satisfies z.ZodType<InspectorCodeJson>

const SESSION = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
}) satisfies z.ZodType<InspectorSessionJson>

export interface InspectorRoutesOptions {
  readonly access: Access
  readonly audit: Pick<AuditLog, "notice">
  readonly codes: InspectorCodes
  /** The page's address, without a code. */
  readonly inspectorUrl: () => string
  /** A code was wrong: whole seconds that its sender has to wait, or null to be told so. */
  readonly wrongCode: (address: string | null) => number | null
}

/** How the inspector's page is opened: a key makes a code, and the page gets a session for it, once. */
export function inspectorRoutes(options: InspectorRoutesOptions): readonly DescribedRoute[] {
  const { access, audit, codes, inspectorUrl, wrongCode } = options
  return [
    defineRoute({
      method: "POST",
      path: "/v1/inspector/codes",
      keyOnly: true,
      summary: "Makes a code that opens the inspector once, within 60 seconds.",
      status: 201,
      answer: CODE,
      async handle({ caller }) {
        const { code, expiresAt } = codes.make(caller)
        return { code, url: `${inspectorUrl()}#code=${code}`, expiresAt: isoTime(expiresAt) }
      },
    }),
    defineOpenRoute({
      method: "POST",
      path: "/v1/inspector/sessions",
      summary: "Opens a session of the inspector with a code; its token is a key that ends after 12 hours.",
      body: z.strictObject({ code: z.string().max(100) }),
      status: 201,
      answer: SESSION,
      async handle({ body, address }) {
        const maker = codes.take(body.code)
        const session = maker && (await access.openSession(maker))
        if (!session) throw refusedCode(wrongCode(address))
        const { token, row } = session
        await audit.notice(row.workspace, {
          actor: row.openedBy,
          action: "inspector opened",
          object: row.id,
          address,
          detail: null,
        })
        return { token, expiresAt: isoTime(row.expiresAt) }
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/v1/inspector/sessions",
      summary: "Ends the session that asks.",
      async handle({ workspace, caller }) {
        if (caller.session) return await access.revoke(workspace, caller.keyId)
        throw new RequestError(403, "KEY_REFUSED", "An API key is not a session of the inspector.", {
          hint: "Run `whk keys revoke` to end an API key.",
        })
      },
    }),
  ]
}

function refusedCode(wait: number | null): RequestError {
  if (wait !== null)
    return new RequestError(429, "RATE_LIMITED", "Too many codes from here were not valid.", {
      headers: { "Retry-After": String(wait) },
    })
  return new RequestError(401, "KEY_REFUSED", "The code is wrong, used, or older than 60 seconds.", {
    hint: "Run `whk inspect` for a new one.",
  })
}
