import { EXIT, WhkError } from "../errors.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import { createRelayApi } from "../manage/relay-api.ts"
import { findRunningRelay, isRunningRelay } from "../manage/running-relay.ts"
import type { ConnectionSettings } from "./connection-settings.ts"
import type { Context } from "./context.ts"
import { hostRelayHere } from "./relay-here.ts"

/** A management API ready to be used. */
export interface Connection {
  readonly api: ManagementApi
  /** `here`: a relay inside this process, gone when the command ends. */
  readonly kind: "relay" | "here" | "provider"
  close(): Promise<void>
}

/**
 * Opens the management API that the settings name, hands it to `use`, closes it, and returns the exit code.
 * Interrupted: 130 or 143.
 */
export async function withConnection(
  context: Context,
  settings: ConnectionSettings,
  use: (connection: Connection) => Promise<number>,
): Promise<number> {
  let connection: Connection | undefined
  try {
    connection = await connect(context, settings)
    return await use(connection)
  } catch (error) {
    if (context.stop.aborted && !(error instanceof WhkError)) return interruptedCode(context)
    throw error
  } finally {
    await connection?.close()
  }
}

/** The exit code of a command that was stopped from outside. */
export function interruptedCode({ stop }: Pick<Context, "stop">): number {
  return stop.reason === "SIGTERM" ? EXIT.terminated : EXIT.interrupted
}

async function connect(context: Context, settings: ConnectionSettings): Promise<Connection> {
  if (settings.api !== undefined) {
    const { openProviderConnection } = await import("./provider-connection.ts")
    return openProviderConnection(context, settings, settings.api)
  }
  const running = await findRunningRelay(settings.paths.run)
  if (running && (settings.relay === undefined || isRunningRelay(settings.relay, running)))
    return openRelay(context, settings, running)
  if (settings.relay !== undefined) return openRelay(context, settings, { url: settings.relay })
  return openHere(context)
}

async function openRelay(
  context: Context,
  settings: ConnectionSettings,
  { url, key: localKey }: { readonly url: string; readonly key?: string },
): Promise<Connection> {
  const key = (await settings.keyring.keyFor(url, "relay")) ?? localKey
  const missingKey = settings.keyring.missingKey(url, "relay")
  const api = createRelayApi({ url, key, missingKey, stop: context.stop })
  try {
    if (settings.workspaceByFlag) await holdToWorkspace(api, settings.workspace!)
  } catch (error) {
    await api.close()
    throw error
  }
  return { api, kind: "relay", close: () => api.close() }
}

/** A relay's key belongs to one workspace; asking for another one must not act in the wrong place. */
async function holdToWorkspace(api: ManagementApi, workspace: string): Promise<void> {
  const own = await api.workspace()
  if (own.id === workspace || own.name === workspace) return
  throw new WhkError("NOT_FOUND", `"${workspace}" is not the workspace of this key.`, {
    hint: `The key belongs to ${own.id}; set WHK_API_KEY to a key of the other workspace.`,
  })
}

async function openHere(context: Context): Promise<Connection> {
  const { out } = context
  const here = await hostRelayHere(context)
  out.talk(out.talkColor.dim("No relay is running: using the local store directly."))
  const api = createRelayApi({ url: here.url, key: here.key, stop: context.stop })
  return {
    api,
    kind: "here",
    async close() {
      await api.close()
      await here.close()
    },
  }
}
