import { createStandardInput } from "../../config/standard-input.ts"
import type { AttemptedJson, ReplayJson } from "../../domain/api-types.ts"
import { formatTarget } from "../../domain/target.ts"
import { cleanText } from "../../domain/text.ts"
import { EXIT, WhkError } from "../../errors.ts"
import type { ManagementApi } from "../../manage/management-api.ts"
import { accepts } from "../../providers/accepts.ts"
import { signatureInUrl, withHostOf } from "../../sender/resign-in-place.ts"
import { interruptedCode } from "../connection.ts"
import type { Context } from "../context.ts"
import { type Again, prepareResending } from "../fire/resend.ts"
import { startProgress } from "../progress.ts"
import { Notes } from "../request/notes.ts"
import { tellAttempt } from "../tell-attempt.ts"
import { changedRequest, type ChangedRequest } from "./changed-request.ts"
import type { Changes, ReplayFlags } from "./replay-flags.ts"

/** Has the relay make new deliveries of changed or re-signed ones, one after the other. */
export async function replayChanged(
  context: Context,
  api: ManagementApi,
  input: { readonly ids: readonly string[]; readonly flags: ReplayFlags; readonly changes: Changes },
): Promise<number> {
  const { ids, flags, changes } = input
  const stdin = createStandardInput(context.stdin)
  const again = await prepareResending(context, { flags, stdin, isOwn: true })
  const notes = new Notes(context.out)

  async function resigned({ delivery, capture }: ChangedRequest): Promise<ReplayJson> {
    const how: Again = { to: capture.url, notes, resign: changes.resign ? "always" : "if-known" }
    const outgoing = await again(capture, how)
    const { url, headers, body } = await outgoing.request(context.clock.now())
    if (formatTarget(url) !== outgoing.url) throw signatureInUrl(delivery.id)
    return { headers: withHostOf(capture.headers, headers), bodyBase64: toBase64(body) }
  }

  using progress = startProgress(context, { what: "sent again", total: ids.length })
  let code: number = EXIT.done
  for (const id of ids) {
    const changed = await changedRequest(api, { id, changes })
    const isInbox = changed.delivery.inbox !== undefined
    if (!isInbox && !changed.isEdited) throw signedAnyway(changed)
    const body = isInbox ? await resigned(changed) : { bodyBase64: toBase64(changed.capture.body) }
    if (context.stop.aborted) return interruptedCode(context)
    code = Math.max(code, tell(context, await api.replay(changed.delivery.id, body)))
    progress.add()
  }
  notes.finish()
  return code
}

function toBase64(body: Uint8Array): string {
  return Buffer.from(body).toString("base64")
}

function signedAnyway({ delivery }: ChangedRequest): WhkError {
  return new WhkError(
    "USAGE",
    `${delivery.id} goes to an endpoint: the relay signs each attempt anew anyway.`,
    {
      hint: "Leave out --resign, or send it from here with --to <target>.",
    },
  )
}

function tell(context: Context, { delivery, attempt }: AttemptedJson): number {
  const { out } = context
  out.talk(`${cleanText(delivery.id)} is a replay of ${cleanText(delivery.replayOf ?? "")}.`)
  if (attempt === null) {
    out.line({ type: "waiting", delivery: delivery.id })
    out.data(`${cleanText(delivery.id)} waits for a listener.`)
    return EXIT.done
  }
  tellAttempt(context, delivery, attempt)
  return accepts(delivery.provider, attempt.status) ? EXIT.done : EXIT.bad
}
