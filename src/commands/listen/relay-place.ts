import { createKeyring } from "../../config/keys.ts"
import { pathsFor } from "../../config/paths.ts"
import type { RelayAddress } from "../../listen/link.ts"
import { findRunningRelay, isRunningRelay } from "../../manage/running-relay.ts"
import type { Context } from "../context.ts"
import { LocalRelay } from "../local-relay.ts"
import { sealKeysOf } from "../seal-keys.ts"
import type { ListenPlan } from "./options.ts"
import { relayWarning } from "./relay-warnings.ts"

/** The relay a listener connects to. */
export interface RelayPlace {
  /** Asked before every connection: the relay on this machine may be another process by now, or has to be this one. */
  locate(): Promise<RelayAddress>
  close(graceMs: number): Promise<void>
}

/**
 * A named relay is opened with WHK_API_KEY, the key stored for it, or this machine's own; the unnamed one on this
 * machine always with its own key, whatever WHK_API_KEY is for. `onFailure` hears of a store that broke in this process.
 */
export function openRelayPlace(
  context: Context,
  plan: ListenPlan,
  onFailure: (error: unknown) => void,
): RelayPlace {
  return plan.relay === undefined
    ? placeHere(context, plan, onFailure)
    : placeNamed(context, plan, plan.relay)
}

function placeHere(context: Context, plan: ListenPlan, onFailure: (error: unknown) => void): RelayPlace {
  const { clock, env, out, stop } = context
  const { publicUrl, maxBodyBytes } = plan
  const sealKeys = sealKeysOf(env)
  const local = new LocalRelay({
    paths: pathsFor(env),
    host: "127.0.0.1",
    port: "same",
    clock,
    maxBodyBytes,
    timeScale: 1,
    allowPrivateTargets: true,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(sealKeys && { sealKeys }),
    onFailure,
    observe: (event) => {
      const warning = relayWarning(event, context)
      if (warning !== undefined) out.warn(warning)
    },
    stop,
  })
  let toldOfJoining = false

  const tellOfHosting = (): void => {
    const { portBefore, port } = local.hosted!
    if (portBefore !== null)
      out.warn(`Port ${portBefore} is taken; the URLs of inboxes now have port ${port}.`)
  }
  const tellOfJoining = (url: string): void => {
    if (publicUrl !== undefined && !toldOfJoining)
      out.warn(`--public-url is not used: the relay at ${url} runs in another process, which has its own.`)
    toldOfJoining = true
  }
  return {
    async locate() {
      const wasHost = local.hosted !== undefined
      const { url, key } = await local.locate()
      if (local.hosted === undefined) tellOfJoining(url)
      else if (!wasHost) tellOfHosting()
      return { url, key }
    },
    close: (graceMs) => local.close(graceMs),
  }
}

function placeNamed({ env, out }: Context, plan: ListenPlan, named: string): RelayPlace {
  const paths = pathsFor(env)
  const keyring = createKeyring(env, paths)
  if (plan.publicUrl !== undefined) out.warn(`--public-url is not used: the relay at ${named} has its own.`)
  return {
    async locate() {
      const running = await findRunningRelay(paths.run)
      const here = running && isRunningRelay(named, running) ? running : undefined
      const url = here?.url ?? named
      const key = (await keyring.keyFor(url, "relay")) ?? here?.key
      return { url, key, missingKey: keyring.missingKey(url, "relay") }
    },
    close: () => Promise.resolve(),
  }
}
