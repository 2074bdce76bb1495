import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { createForwarder, type Forwarder } from "../listen/forwarder.ts"
import { createRecorder, type Recorder } from "../listen/record.ts"
import type { Command, Context } from "./context.ts"
import { drain } from "./drain.ts"
import { Listener } from "./listen/listener.ts"
import { type ListenFlags, type ListenPlan, readListenPlan } from "./listen/options.ts"
import { clearReadyFile } from "./listen/ready-file.ts"
import { openRelayPlace } from "./listen/relay-place.ts"
import { createShowOnly } from "./listen/show-only.ts"
import { untilStopped } from "./until-stopped.ts"

const GRACE_MS = 10_000

/** `whk listen`: holds an inbox, forwards what arrives, and says what happens until it is stopped. */
export const run: Command<ListenFlags> = async (context, { options }) => {
  const plan = await readListenPlan(context, options)
  if (plan.format === "json" && plan.target && plan.targetFrom !== null)
    context.out.talk(`Forwarding to ${plan.target.host}:${plan.target.port} (from ${plan.targetFrom}).`)
  const forwarder = openForwarder(context, plan)
  if (plan.readyFile !== undefined) await clearReadyFile(plan.readyFile)
  const recorder = await openRecorder(context, plan)
  const failure = new AbortController()
  const onFailure = (error: unknown): void => failure.abort(error)
  const place = openRelayPlace(context, plan, onFailure)
  const listener = new Listener(context, plan, { place, forwarder, recorder, onFailure })

  async function close(): Promise<void> {
    // The session first: what it has in flight goes through the relay, which may be in this process.
    await listener.close(GRACE_MS)
    await forwarder.close()
    await recorder?.finish()
    await place.close(GRACE_MS)
  }

  try {
    const stop = AbortSignal.any([context.stop, listener.enough, failure.signal])
    // A session that ends by itself was refused for good; its error says why.
    const code = await Promise.race([untilStopped(context, stop), listener.done.then(() => EXIT.done)])
    if (failure.signal.aborted) throw failureOf(failure.signal.reason)
    if (context.stop.aborted) return code
    await listener.saidReady()
    return EXIT.done
  } finally {
    await drain(context, close())
  }
}

function failureOf(reason: unknown): WhkError {
  if (reason instanceof WhkError) return reason
  return new WhkError("STORE_FAILED", "The store failed; nothing more can be kept.", { cause: reason })
}

async function openRecorder(context: Context, plan: ListenPlan): Promise<Recorder | undefined> {
  if (plan.recordFolder === undefined) return undefined
  return createRecorder({
    folder: plan.recordFolder,
    ...(plan.provider && { provider: plan.provider.id }),
    redact: plan.redact,
    onLeftOut: (delivery, why) => context.out.warn(`${cleanText(delivery)} is not recorded: ${why}`),
  })
}

function openForwarder(context: Context, plan: ListenPlan): Forwarder {
  if (!plan.target) return createShowOnly(plan.provider?.delivery.success ?? "2xx")
  return createForwarder({
    target: plan.target,
    ...(plan.path !== undefined && { path: plan.path }),
    headers: { set: plan.setHeaders, remove: plan.removeHeaders, host: plan.host },
    timeoutMs: plan.timeoutMs,
    tls: plan.tls,
    clock: context.clock,
  })
}
