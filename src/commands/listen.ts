import { stripVTControlCharacters } from "node:util"
import type { RunningApp } from "../app/start-app.ts"
import { formatDuration } from "../domain/duration.ts"
import { matchesEventType, nearest } from "../domain/event-types.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { createRecorder, type Recorder } from "../listen/record.ts"
import { VerdictThread } from "../verdict/verdict-thread.ts"
import { appEnvironment } from "./app-environment.ts"
import type { Command, Context } from "./context.ts"
import { drain } from "./drain.ts"
import type { ListenFlags } from "./listen/flags.ts"
import { type Forwarding, openForwarding } from "./listen/forwarding.ts"
import { DeliveryJudge } from "./listen/judge.ts"
import { Listener } from "./listen/listener.ts"
import { type ListenPlan, readListenPlan } from "./listen/options.ts"
import { clearReadyFile } from "./listen/ready-file.ts"
import { openRelayPlace, type RelayPlace } from "./listen/relay-place.ts"
import type { Subscription } from "./listen/subscription.ts"
import { Teller, type Telling } from "./listen/teller.ts"
import { stopCode } from "./stop-code.ts"
import { untilStopped } from "./until-stopped.ts"

const GRACE_MS = 10_000

/** `whk listen`: holds an inbox, forwards what arrives, and says what happens until it is stopped. */
export const run: Command<ListenFlags> = async (context, { options }) => {
  const plan = await readListenPlan(context, options)
  sayPlan(context, plan)
  const thread = new VerdictThread({ clock: context.clock, mostWaiting: 0 })
  const judge = new DeliveryJudge(plan.sender.provider, plan.secrets, thread)
  const forwarding = openForwarding(context, plan, judge)
  if (plan.readyFile !== undefined) await clearReadyFile(plan.readyFile)
  const recorder = await openRecorder(context, plan)
  const app = await openApp(context, plan)
  try {
    await app?.ready()
    return stopCode(context) ?? (await listen(context, plan, { judge, forwarding, recorder, app }))
  } finally {
    await judge.close()
    await app?.[Symbol.asyncDispose]()
  }
}

interface Parts {
  readonly judge: DeliveryJudge
  readonly forwarding: Forwarding
  readonly recorder: Recorder | undefined
  readonly app: RunningApp | undefined
}

/** Listens until it is enough, it is stopped, or something breaks. */
async function listen(
  context: Context,
  plan: ListenPlan,
  { judge, forwarding, recorder, app }: Parts,
): Promise<number> {
  const failure = new AbortController()
  const onFailure = (error: unknown): void => failure.abort(error)
  void app?.ended.then(onFailure)
  const place = openRelayPlace(context, plan, onFailure)
  const subscription = await openSubscription(context, plan)
  const teller = await openTelling(context, plan, place)
  const listener = new Listener(context, plan, {
    place,
    teller,
    forwarding,
    judge,
    recorder,
    subscription,
    onFailure,
  })

  async function close(): Promise<void> {
    // First of all: what is sent after this would only wait.
    await subscription?.remove()
    // Then the session: what it has in flight goes through the relay, which may be in this process.
    await listener.close(GRACE_MS)
    await forwarding.close()
    await recorder?.finish()
    await place.close(GRACE_MS)
  }

  try {
    const stop = AbortSignal.any([context.stop, listener.enough, failure.signal])
    // A session that ends by itself was refused for good; its error says why.
    const code = await Promise.race([untilStopped(context, stop), listener.done.then(() => EXIT.done)])
    if (failure.signal.aborted) throw failureOf(failure.signal.reason)
    teller.close()
    if (context.stop.aborted) return teller.hasQuit ? EXIT.done : code
    await listener.saidReady()
    return EXIT.done
  } finally {
    teller.close()
    await drain(context, close())
  }
}

function failureOf(reason: unknown): WhkError {
  if (reason instanceof WhkError) return reason
  return new WhkError("STORE_FAILED", "The store failed; nothing more can be kept.", { cause: reason })
}

/** Lines, or a live view where somebody sits at a terminal. */
async function openTelling(context: Context, plan: ListenPlan, place: RelayPlace): Promise<Telling> {
  if (!plan.isLive) return new Teller(context, plan)
  const { openLive } = await import("./listen/live/open-live.ts")
  return openLive(context, plan, place)
}

/** What nobody should have to find out: a target that was not typed, a name that was mistyped, faults on purpose. */
function sayPlan({ out }: Context, { format, target, targetFrom, sieve, sender }: ListenPlan): void {
  const types = (sender.provider?.events ?? []).map(({ type }) => type)
  for (const pattern of sieve.events) {
    const [near] = types.some((type) => matchesEventType(pattern, type)) ? [] : nearest(pattern, types, 1)
    if (near !== undefined)
      out.warn(`No event of ${sender.provider!.id} is called "${pattern}" (--events); did you mean ${near}?`)
  }
  if (format === "json" && target && targetFrom !== null)
    out.talk(`Forwarding to ${target.host}:${target.port} (from ${targetFrom}).`)
  if (!sieve.inject) return
  const { delayMs, duplicate, dropResponse, flipByte } = sieve.inject
  const share = (rate: number): string => `${Number((rate * 100).toFixed(2))} %`
  const faults = [
    ...(delayMs > 0 ? [`every delivery waits ${formatDuration(delayMs)}`] : []),
    ...(duplicate > 0 ? [`${share(duplicate)} are sent to the app twice`] : []),
    ...(dropResponse > 0 ? [`the answers to ${share(dropResponse)} are dropped`] : []),
    ...(flipByte > 0 ? [`${share(flipByte)} have one byte changed`] : []),
  ]
  out.warn(`FAULTS ON PURPOSE (--inject): ${faults.join("; ") || "none"}.`)
}

async function openApp(context: Context, plan: ListenPlan): Promise<RunningApp | undefined> {
  const { exec, target, sender, secrets, startMs, isLive } = plan
  if (exec === undefined || !target) return undefined
  const { startApp } = await import("../app/start-app.ts")
  const { cwd, stop, out } = context
  const { provider } = sender
  // What is written beside a live view would end up in the middle of it.
  const say = isLive
    ? (line: string) => out.passOn(cleanText(stripVTControlCharacters(line), 4000))
    : undefined
  const own = await appEnvironment(target, { provider, secret: secrets.signing })
  return await startApp(exec, { target, cwd, env: { ...context.env, ...own }, startMs, stop, say })
}

async function openSubscription(
  context: Context,
  { create, sender, secrets }: ListenPlan,
): Promise<Subscription | undefined> {
  const { relayProvider } = sender
  if (!create || !relayProvider) return undefined
  // Loaded only by those who ask for it, as the library below --exec is.
  const { Subscription } = await import("./listen/subscription.ts")
  return new Subscription(context, {
    ...create,
    provider: relayProvider,
    secret: secrets.named,
    usualSecret: secrets.signing,
  })
}

async function openRecorder(context: Context, plan: ListenPlan): Promise<Recorder | undefined> {
  if (plan.recordFolder === undefined) return undefined
  const { relayProvider } = plan.sender
  return createRecorder({
    folder: plan.recordFolder,
    ...(relayProvider && { provider: relayProvider.id }),
    redact: plan.redact,
    onLeftOut: (delivery, why) => context.out.warn(`${cleanText(delivery)} is not recorded: ${why}`),
  })
}
