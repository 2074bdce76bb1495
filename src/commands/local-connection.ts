import { WhkError } from "../errors.ts"
import { createRelayApi } from "../manage/relay-api.ts"
import { findRunningRelay, type LocatedRelay } from "../manage/running-relay.ts"
import type { Connection } from "./connection.ts"
import type { ConnectionSettings } from "./connection-settings.ts"
import type { Context } from "./context.ts"
import type { RelayHere } from "./relay-here.ts"

/**
 * The relay on this machine: the one that runs, else one hosted in this process for the time of the command. When
 * the relay leaves in between (it may itself be another short command), the next request finds or hosts a new one.
 */
export async function openLocalRelay(context: Context, settings: ConnectionSettings): Promise<Connection> {
  const { out, stop } = context
  const { keyring, paths } = settings
  let here: RelayHere | undefined

  async function locate(): Promise<LocatedRelay> {
    const running = await findRunningRelay(paths.run)
    if (running) return running
    if (here === undefined) {
      const { prepareRelayHere } = await import("./relay-here.ts")
      here = prepareRelayHere(context)
    }
    const found = await here.locate()
    if (here.isHost) out.talk(out.talkColor.dim("No relay is running: using the local store directly."))
    return found
  }

  async function locateWithKey(): Promise<{ readonly url: string; readonly key: string }> {
    const { url, key } = await locate()
    return { url, key: (await keyring.keyFor(url, "relay")) ?? key }
  }

  const api = createRelayApi({ ...(await locateWithKey()), successor: locateWithKey, stop })
  return {
    api,
    kind: "relay",
    isHost: () => here?.isHost === true,
    async close() {
      await api.close()
      await here?.close()
    },
  }
}

/**
 * The relay that runs on this machine, and after it the one that takes its place. Throws RELAY_UNREACHABLE while there
 * is none.
 */
export async function openRunningRelay(
  { stop }: Pick<Context, "stop">,
  { keyring, paths }: ConnectionSettings,
): Promise<Connection> {
  async function locate(): Promise<{ readonly url: string; readonly key: string }> {
    const running = await findRunningRelay(paths.run)
    if (!running) throw new WhkError("RELAY_UNREACHABLE", "No relay is running on this machine.")
    return { url: running.url, key: (await keyring.keyFor(running.url, "relay")) ?? running.key }
  }
  const api = createRelayApi({ ...(await locate()), successor: locate, stop })
  return { api, kind: "relay", close: () => api.close() }
}
