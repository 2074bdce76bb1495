import { createStandardInput } from "../../config/standard-input.ts"
import { parseDuration } from "../../domain/duration.ts"
import { parseTarget } from "../../domain/target.ts"
import { EXIT } from "../../errors.ts"
import type { ManagementApi } from "../../manage/management-api.ts"
import { createSender } from "../../sender/send.ts"
import { interruptedCode } from "../connection.ts"
import type { Context } from "../context.ts"
import { fireAll } from "../fire/fire.ts"
import { judgeFired } from "../fire/judge-fired.ts"
import type { Outgoing } from "../fire/outgoing.ts"
import { prepareResending } from "../fire/resend.ts"
import { Tally } from "../fire/tally.ts"
import { Notes } from "../request/notes.ts"
import { readTlsFlags } from "../request/read-tls-flags.ts"
import { changedRequest } from "./changed-request.ts"
import type { Changes, ReplayFlags } from "./replay-flags.ts"

/** Sends stored requests from this machine, one after the other; the relay does not count these attempts. */
export async function replayHere(
  context: Context,
  api: ManagementApi,
  input: {
    readonly ids: readonly string[]
    readonly flags: ReplayFlags
    readonly to: string
    readonly changes: Changes | undefined
  },
): Promise<number> {
  const { ids, flags, to, changes } = input
  parseTarget(to)
  const timeoutMs = flags.timeout === undefined ? undefined : parseDuration(flags.timeout)
  const tls = await readTlsFlags(flags, context.cwd)
  const stdin = createStandardInput(context.stdin)
  const again = await prepareResending(context, { flags, stdin, isOwn: true })
  const notes = new Notes(context.out)
  const tally = new Tally()

  async function* source(): AsyncGenerator<Outgoing> {
    for (const id of ids) {
      const { delivery, capture, isEdited } = await changedRequest(api, { id, changes })
      if (context.stop.aborted) return
      const resign = changes?.resign ? "always" : isEdited ? "if-known" : "never"
      const outgoing = await again(capture, { to, notes, resign })
      yield { ...outgoing, id: delivery.id, event: delivery.event }
    }
    notes.finish()
  }
  const sender = createSender({ policy: { allowPrivate: true }, tls })
  try {
    const volley = {
      source: source(),
      sender,
      tally,
      total: ids.length,
      concurrency: 1,
      timeoutMs,
      retry: undefined,
    }
    const last = await fireAll(context, volley)
    if (ids.length > 1) context.out.talk(tally.summary())
    if (context.stop.aborted) return interruptedCode(context)
    if (ids.length === 1 && last) return judgeFired(context, last, tls)
    return tally.isAllAccepted ? EXIT.done : EXIT.bad
  } finally {
    await sender.close()
  }
}
