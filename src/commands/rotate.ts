import { parseDuration } from "../domain/duration.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { endpointDetail } from "../ui/endpoint-views.ts"
import { idOrAsk } from "./arguments.ts"
import { askEndpoint } from "./ask-which.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import { type ConfirmFlags, isMeant } from "./confirm.ts"
import type { Command } from "./context.ts"
import { readSecretFlag } from "./secret-flag.ts"
import { viewOf } from "./view-of.ts"

interface Options extends ConnectionOptions, ConfirmFlags {
  readonly secret?: string
  readonly overlap?: string
}

/** Gives an endpoint a new secret and prints it, once, after asking. */
export const run: Command<Options> = async (context, invocation) => {
  const { secret: notation, overlap, ...options } = invocation.options
  const named = idOrAsk(context, invocation, "rotate", "ep")
  const overlapMs = overlap === undefined ? undefined : parseDuration(overlap)
  const secret = notation === undefined ? undefined : await readSecretFlag(context, notation)
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const id = named ?? (await askEndpoint(context, api))
    const question = `Rotate the secret of ${cleanText(id)}? Whoever verifies with the old one needs the new one.`
    if (!(await isMeant(context, options, question))) return EXIT.bad
    const endpoint = await api.rotate(id, {
      ...(secret !== undefined && { secret }),
      ...(overlapMs !== undefined && { overlapSeconds: Math.ceil(overlapMs / 1000) }),
    })
    const { out } = context
    for (const warning of endpoint.warnings ?? []) out.warn(warning)
    const { provider, url, name, events, active, createdAt, updatedAt } = endpoint
    const shown = { id: endpoint.id, provider, url, name, events, active }
    out.value({ ...shown, secret: endpoint.secret ?? null, createdAt, updatedAt })
    out.talk(`${out.talkColor.green("Rotated.")} ${oldSecretNote(endpoint.secrets, overlap)}\n`)
    out.data(endpointDetail(endpoint, viewOf(context)))
    out.talk("\nThe secret is not shown again: store it now.")
    return 0
  })
}

function oldSecretNote(secrets: number, overlap: string | undefined): string {
  if (secrets < 2) return "The old secret is invalid from now on."
  return overlap === undefined
    ? "Deliveries carry both signatures until the overlap ends."
    : `Deliveries carry both signatures for ${overlap}.`
}
