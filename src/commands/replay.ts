import type { DeliveryJson, ReplaySelectionJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import { accepts } from "../providers/accepts.ts"
import { deliveryTable } from "../ui/delivery-views.ts"
import { argumentList } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { interruptedCode, withConnection } from "./connection.ts"
import { refuseOtherKind } from "./id-kinds.ts"
import type { Command, Context } from "./context.ts"
import { followDeliveries } from "./follow-deliveries.ts"
import { readSince } from "./list-flags.ts"
import { FOLLOW_MS } from "./publish-event.ts"
import { startProgress } from "./progress.ts"
import { replayChanged } from "./replay/replay-changed.ts"
import { readChanges, refuseUnheard, type ReplayFlags } from "./replay/replay-flags.ts"
import { replayHere } from "./replay/replay-here.ts"
import { tellAttempt, tellStanding } from "./tell-attempt.ts"
import { viewOf } from "./view-of.ts"

interface Options extends ConnectionOptions, ReplayFlags {
  readonly endpoint?: string
  readonly failed?: boolean
  readonly since?: string
  readonly dryRun?: boolean
  /** False: --no-wait. */
  readonly wait?: boolean
}

/**
 * Makes new attempts of deliveries with the same bytes: those named, or those that the flags select. Changed or signed
 * anew they are new deliveries; with --to they are sent from here.
 */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const ids = argumentList(invocation, 0)
  for (const id of ids) refuseOtherKind(id, "dlv")
  const selects = options.endpoint !== undefined || options.failed === true || options.since !== undefined
  if (ids.length > 0 && selects)
    throw new WhkError("USAGE", "Deliveries are named by id or selected by flags, not both.", {
      hint: "Leave out either the ids, or --endpoint, --failed and --since.",
    })
  if (ids.length === 0 && !selects)
    throw new WhkError("VALUE_MISSING", "<delivery> is missing: which delivery should be sent again?", {
      hint: "Name one, or select with --failed, --endpoint and --since. See `whk deliveries`.",
    })
  if (options.edit && ids.length !== 1)
    throw new WhkError("USAGE", "--edit takes one delivery, named by its id.", {
      hint: "Change several with --set path=value.",
    })
  const changes = readChanges(context, options)
  refuseUnheard(options, changes)
  const since = options.since === undefined ? {} : { since: readSince(options.since, context.clock.now()) }
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const { endpoint, failed, dryRun = false, to } = options
    if (ids.length > 0 && dryRun) return showOnly(context, await readAll(api, ids))
    const isPlain = to === undefined && changes === undefined
    if (ids.length > 0 && isPlain) return await replayEach(context, api, ids)
    const selection = {
      ...(endpoint !== undefined && { endpoint }),
      ...(failed && { failed }),
      ...since,
    }
    if (!isPlain && !dryRun) {
      const chosen = ids.length > 0 ? ids : await select(api, selection)
      if (to !== undefined)
        return await replayHere(context, api, { ids: chosen, flags: options, to, changes })
      if (changes) return await replayChanged(context, api, { ids: chosen, flags: options, changes })
    }
    const { deliveries } = await api.replayMany({ ...selection, dryRun })
    if (dryRun) return showOnly(context, deliveries)
    return followReplayed(context, api, { deliveries, wait: options.wait !== false })
  })
}

/** The deliveries that the relay would replay, the oldest first, as they once came. */
async function select(api: ManagementApi, selection: ReplaySelectionJson): Promise<readonly string[]> {
  const { deliveries } = await api.replayMany({ ...selection, dryRun: true })
  return deliveries.map(({ id }) => id).toReversed()
}

async function readAll(api: ManagementApi, ids: readonly string[]): Promise<DeliveryJson[]> {
  const details = await Promise.all(ids.map((id) => api.delivery(id)))
  return details.map(({ request: _request, attemptLog: _log, ...delivery }) => delivery)
}

function showOnly(context: Context, deliveries: readonly DeliveryJson[]): number {
  const { out } = context
  for (const delivery of deliveries) out.line({ type: "would-replay", delivery: delivery.id })
  if (deliveries.length > 0) out.data(`${deliveryTable(deliveries, viewOf(context))}\n`)
  out.data(`Would replay ${deliveries.length}.`)
  return EXIT.done
}

/** One after the other, so that the outcomes stand in the order of the ids. */
async function replayEach(context: Context, api: ManagementApi, ids: readonly string[]): Promise<number> {
  const { out, stop } = context
  using progress = startProgress(context, { what: "sent again", total: ids.length })
  let code: number = EXIT.done
  for (const id of ids) {
    if (stop.aborted) return interruptedCode(context)
    const { delivery, attempt } = await api.replay(id)
    progress.add()
    if (attempt === null) {
      out.line({ type: "waiting", delivery: delivery.id })
      out.data(`${cleanText(delivery.id)} waits for a listener.`)
      continue
    }
    tellAttempt(context, delivery, attempt)
    if (!accepts(delivery.provider, attempt.status)) code = EXIT.bad
  }
  return code
}

const MOST_FOLLOWED = 100

async function followReplayed(
  context: Context,
  api: ManagementApi,
  { deliveries, wait }: { readonly deliveries: readonly DeliveryJson[]; readonly wait: boolean },
): Promise<number> {
  const { out, clock, stop } = context
  // What waits for a listener may wait for hours; and a crowd is better watched in the list.
  const followed = deliveries.filter(({ endpoint }) => endpoint !== undefined)
  out.talk(`${deliveries.length} ${deliveries.length === 1 ? "delivery is" : "deliveries are"} due again.`)
  if (!wait || followed.length === 0 || followed.length > MOST_FOLLOWED) {
    for (const { id } of deliveries) out.line({ type: "due", delivery: id })
    if (deliveries.length > 0) out.talk(out.talkColor.dim("See `whk deliveries --status pending`."))
    return EXIT.done
  }
  using progress = startProgress(context, { what: "attempts made" })
  const latest = await followDeliveries({
    api,
    deliveries: followed,
    boundMs: FOLLOW_MS,
    now: () => clock.now(),
    stop,
    onAttempt(delivery, attempt) {
      progress.add()
      tellAttempt(context, delivery, attempt)
    },
  })
  tellStanding(context, latest)
  if (stop.aborted) return interruptedCode(context)
  return latest.every(({ status }) => status === "delivered") ? EXIT.done : EXIT.bad
}
