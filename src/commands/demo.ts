import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { pathsFor } from "../config/paths.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import { createRelayApi } from "../manage/relay-api.ts"
import { hostRelay } from "../relay/host.ts"
import type { Command, Context } from "./context.ts"
import { interruptedCode } from "./connection.ts"
import { startDemoListener } from "./demo/listener.ts"
import { startDemoReceiver } from "./demo/receiver.ts"

const STEP_LIMIT_MS = 15_000

/** `whk demo`: relay, listener, receiver and endpoint, all real, on this machine; fails if any step is not as it says. */
export const run: Command<object> = async (context) => {
  const home = await mkdtemp(join(tmpdir(), "whk-demo-"))
  const cleanUp: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })]
  try {
    await play(context, home, (step) => cleanUp.unshift(step))
    return EXIT.done
  } catch (error) {
    // Ctrl-C ends the listener as well, which then looks like a failure.
    if (context.stop.aborted) return interruptedCode(context)
    throw error
  } finally {
    for (const step of cleanUp) await step()
  }
}

async function play(
  context: Context,
  home: string,
  atEnd: (step: () => Promise<unknown>) => void,
): Promise<void> {
  const { out, stop } = context
  const { bold, cyan, dim, green } = out.color
  const started = context.clock.now()
  const say = (what: string, detail: string): void => {
    stop.throwIfAborted()
    out.line({ type: "step", what, detail, elapsedMs: context.clock.now() - started })
    out.data(`${green("✔")} ${what}  ${dim(detail)}`)
  }
  out.data(
    `${bold("whk demo")} ${dim("a relay, a listener and a receiver on this machine; nothing leaves it")}\n`,
  )

  const relay = await hostRelay({
    paths: pathsFor({ WHK_HOME: home }),
    host: "127.0.0.1",
    port: 0,
    clock: context.clock,
    maxBodyBytes: 25 * 1024 * 1024,
    timeScale: 1,
    allowPrivateTargets: true,
  })
  atEnd(() => relay.close(2000))
  say("Relay started", relay.url)

  const receiver = await startDemoReceiver()
  atEnd(() => receiver.close())
  say("Receiver started", `${receiver.url} verifies every Axie Studio signature`)

  const listen = { relay: relay.url, key: relay.key, forward: receiver.url, home }
  let listener = await startDemoListener(listen)
  atEnd(() => listener.stop())
  say("Listener ready", `${listener.inboxUrl} → ${receiver.url}`)

  const api = createRelayApi({ url: relay.url, key: relay.key })
  atEnd(() => api.close())
  const endpoint = await api.create({
    provider: "axiestudio",
    url: listener.inboxUrl,
    events: ["user.created"],
  })
  receiver.useSecret(endpoint.secret ?? "")
  say("Endpoint registered", `${endpoint.id} for user.created, with a secret of its own`)

  const publish = (): Promise<unknown> => api.publish({ provider: "axiestudio", type: "user.created" })
  await publish()
  const [first] = await within(stop, receiver.arrived(1), "the first delivery did not arrive")
  expectVerified(first!)
  // Killed before its answer is up the tunnel, the listener would leave this one open.
  await within(stop, untilAcknowledged(api, endpoint.id, 1), "the relay did not settle the first delivery")
  say("user.created arrived", `${first!.bytes} bytes, signature ${first!.verdict}, answered 200`)

  await listener.kill()
  say("Listener killed", `kill -9 ${listener.pid}`)

  for (let count = 0; count < 3; count += 1) await publish()
  await within(stop, untilAcknowledged(api, endpoint.id, 4), "the relay did not acknowledge all deliveries")
  if (receiver.count() !== 1)
    throw new WhkError("DEMO_FAILED", "A delivery arrived although nobody listened.")
  say("Three more published", "each acknowledged with 200 and stored; nobody is listening")

  listener = await startDemoListener(listen)
  const all = await within(stop, receiver.arrived(4), "the stored deliveries did not arrive")
  for (const arrival of all) expectVerified(arrival)
  say("Listener started again", "all three arrived, each signature verified, none lost")

  const seconds = ((context.clock.now() - started) / 1000).toFixed(1)
  out.data(`\n${bold("That was the whole loop")} ${dim(`in ${seconds} s. Next, against your own server:`)}`)
  out.data(`  ${cyan("whk trigger user.created --to localhost:3000")}   ${dim("one signed event, no relay")}`)
  out.data(
    `  ${cyan("whk listen --forward localhost:3000")}            ${dim("live deliveries, stored first")}`,
  )
  out.data(
    `  ${cyan("whk providers axiestudio")}                       ${dim("how it signs, retries, and what is assumed")}`,
  )
}

function expectVerified(arrival: { readonly verdict: string }): void {
  if (arrival.verdict === "verified") return
  throw new WhkError("DEMO_FAILED", `A delivery arrived with the verdict "${arrival.verdict}".`)
}

/** Waits until the relay has had so many of the endpoint's deliveries acknowledged. */
async function untilAcknowledged(api: ManagementApi, endpoint: string, count: number): Promise<void> {
  for (;;) {
    const { total } = await api.deliveries({ endpoint, status: "delivered", limit: 1 })
    if (total >= count) return
    await setTimeout(50)
  }
}

async function within<Value>(stop: AbortSignal, work: Promise<Value>, otherwise: string): Promise<Value> {
  const limit = new AbortController()
  const stopped = new Promise<never>((_, reject) => {
    stop.addEventListener("abort", () => reject(stop.reason), { signal: limit.signal })
  })
  const over = setTimeout(STEP_LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
    throw new WhkError("DEMO_FAILED", `Within ${STEP_LIMIT_MS / 1000} s ${otherwise}.`)
  })
  try {
    return await Promise.race([work, over, stopped])
  } finally {
    limit.abort()
    over.catch(() => {})
  }
}
