import { writeFile } from "node:fs/promises"
import { createKeyring } from "../config/keys.ts"
import { pathsFor } from "../config/paths.ts"
import { cleanText } from "../domain/text.ts"
import { isLoopbackHost } from "../domain/target.ts"
import { EXIT } from "../errors.ts"
import type { ListenEvent } from "../listen/events.ts"
import { createForwarder, type Forwarder } from "../listen/forwarder.ts"
import type { RelayAddress } from "../listen/link.ts"
import { probeInbox } from "../listen/ready.ts"
import { createRecorder, type Recorder } from "../listen/record.ts"
import { Session } from "../listen/session.ts"
import { findRunningRelay, isRunningRelay } from "../manage/running-relay.ts"
import { findProvider } from "../providers/registry.ts"
import type { Command, Context } from "./context.ts"
import { type ListenFlags, type ListenPlan, readListenPlan } from "./listen/options.ts"
import { createShowOnly } from "./listen/show-only.ts"
import { Teller } from "./listen/teller.ts"
import { LocalRelay } from "./local-relay.ts"
import { untilStopped } from "./until-stopped.ts"

const GRACE_MS = 10_000
/** Bodies up to this size are looked into for the event type. */
const SHOWN_BODY_BYTES = 64 * 1024

/** `whk listen`: holds an inbox, forwards what arrives, and says what happens until it is stopped. */
export const run: Command<ListenFlags> = async (context, { options }) => {
  const plan = await readListenPlan(context, options)
  if (plan.targetFrom !== null && plan.target) {
    context.out.talk(`Forwarding to ${plan.target.host}:${plan.target.port}, from ${plan.targetFrom}.`)
  }
  const local = plan.relay === undefined ? new LocalRelay(hostOptions(context, plan)) : undefined
  const recorder = await openRecorder(context, plan)
  try {
    return await listen(context, plan, { locate: () => locate(context, plan, local), recorder })
  } finally {
    await recorder?.finish()
    await local?.close(GRACE_MS)
  }
}

interface Parts {
  locate(): Promise<RelayAddress>
  readonly recorder: Recorder | undefined
}

async function listen(context: Context, plan: ListenPlan, parts: Parts): Promise<number> {
  const teller = new Teller(context, plan.format)
  const enough = new AbortController()
  const forwarder = openForwarder(context, plan)
  let settled = 0
  let relayUrl = ""

  const onEvent = (event: ListenEvent): void => {
    teller.tell(event)
    parts.recorder?.take(event)
    if (event.type === "welcome" && event.first)
      void announce(context, plan, { teller, event, relayUrl, forwarder })
    if (event.type === "settled") settled += 1
    if (settled === plan.until) enough.abort()
  }

  const session = new Session({
    async locate() {
      const address = await parts.locate()
      relayUrl = address.url
      return address
    },
    inbox: plan.inbox,
    ...(plan.provider !== undefined && { provider: plan.provider }),
    maxInFlight: plan.maxInFlight,
    forwarder,
    keepBodyBytes: parts.recorder ? plan.maxBodyBytes : SHOWN_BODY_BYTES,
    clock: context.clock,
    random: Math.random,
    emit: onEvent,
  })
  try {
    const stopped = untilStopped(context, AbortSignal.any([context.stop, enough.signal]))
    // A session that ends by itself was refused for good; its error says why.
    const code = await Promise.race([stopped, session.done.then(() => EXIT.done)])
    if (context.stop.aborted) context.out.talk("Stopping: finishing what is in flight…")
    return enough.signal.aborted && !context.stop.aborted ? EXIT.done : code
  } finally {
    await session.close(GRACE_MS)
    await forwarder.close()
  }
}

interface Announcement {
  readonly teller: Teller
  readonly event: Extract<ListenEvent, { type: "welcome" }>
  readonly relayUrl: string
  readonly forwarder: Forwarder
}

/** Says ready once a probe through the public URL came back to this listener, or that it did not. */
async function announce(context: Context, plan: ListenPlan, announcement: Announcement): Promise<void> {
  const { event, relayUrl, teller, forwarder } = announcement
  const { inbox, inspector, queued } = event.welcome
  const probe = await probeInbox(inbox.url, event.probeNonce, context.clock)
  const ready = {
    url: inbox.url,
    inbox: inbox.name,
    forward: plan.target ? forwarder.target : null,
    inspector,
    relay: relayUrl,
    probe,
    queued,
    isLocalOnly: isLoopbackHost(new URL(inbox.url).hostname),
  }
  if (probe === "failed")
    context.out.warn(`${inbox.url} could not be reached from here; deliveries may still come.`)
  if (plan.readyFile !== undefined) {
    const { url, inbox: name, forward, relay } = ready
    await writeFile(
      plan.readyFile,
      `${JSON.stringify({ type: "ready", url, inbox: name, forward, inspector, relay, probe })}\n`,
    )
  }
  teller.ready(ready)
}

async function openRecorder(context: Context, plan: ListenPlan): Promise<Recorder | undefined> {
  if (plan.recordFolder === undefined) return undefined
  return createRecorder({
    folder: plan.recordFolder,
    ...(plan.provider !== undefined && { provider: plan.provider }),
    onLeftOut: (delivery, why) => context.out.warn(`${cleanText(delivery)} is not recorded: ${why}`),
  })
}

function openForwarder(context: Context, plan: ListenPlan): Forwarder {
  const success = plan.provider === undefined ? "2xx" : findProvider(plan.provider).delivery.success
  if (!plan.target) return createShowOnly(success)
  return createForwarder({
    target: plan.target,
    ...(plan.path !== undefined && { path: plan.path }),
    headers: { set: plan.setHeaders, remove: plan.removeHeaders, host: plan.host },
    timeoutMs: plan.timeoutMs,
    tls: plan.tls,
    clock: context.clock,
  })
}

/** Where the relay is at this moment, and the key for it. */
async function locate(
  context: Context,
  plan: ListenPlan,
  local: LocalRelay | undefined,
): Promise<RelayAddress> {
  if (local) return local.locate()
  const url = plan.relay!
  const paths = pathsFor(context.env)
  const keyring = createKeyring(context.env, paths)
  const running = await findRunningRelay(paths.run)
  const key =
    (await keyring.keyFor(url, "relay")) ??
    (running && isRunningRelay(url, running) ? running.key : undefined)
  if (key === undefined) throw keyring.missingKey(url, "relay")
  return { url, key }
}

function hostOptions(context: Context, plan: ListenPlan): ConstructorParameters<typeof LocalRelay>[0] {
  return {
    paths: pathsFor(context.env),
    host: "127.0.0.1",
    port: "same",
    clock: context.clock,
    maxBodyBytes: plan.maxBodyBytes,
    timeScale: 1,
    allowPrivateTargets: true,
    ...(plan.publicUrl !== undefined && { publicUrl: plan.publicUrl }),
  }
}
