import { EXIT, WhkError } from "../errors.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import { createRelayApi } from "../manage/relay-api.ts"
import { findRunningRelay, isRunningRelay } from "../manage/running-relay.ts"
import type { ConnectionSettings } from "./connection-settings.ts"
import type { Context } from "./context.ts"
import { openLocalRelay, openRunningRelay } from "./local-connection.ts"

/** A management API ready to be used. */
export interface Connection {
  readonly api: ManagementApi
  readonly kind: "relay" | "provider"
  /** The relay runs in this process and is gone when the command ends; may become true on the way. */
  readonly isHost?: () => boolean
  close(): Promise<void>
}

/**
 * Opens the management API that the settings name, hands it to `use`, closes it, and returns the exit code.
 * Interrupted: 130 or 143. Without `mayHost` there has to be a relay: none is hosted here for the time of the command.
 */
export async function withConnection(
  context: Context,
  settings: ConnectionSettings,
  use: (connection: Connection) => Promise<number>,
  how: { readonly mayHost: boolean } = { mayHost: true },
): Promise<number> {
  let connection: Connection | undefined
  try {
    connection = await connect(context, settings, how)
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

async function connect(
  context: Context,
  settings: ConnectionSettings,
  { mayHost }: { readonly mayHost: boolean },
): Promise<Connection> {
  if (settings.api !== undefined) {
    const { openProviderConnection } = await import("./provider-connection.ts")
    return openProviderConnection(context, settings, settings.api)
  }
  const connection =
    settings.relay === undefined
      ? await (mayHost ? openLocalRelay : openRunningRelay)(context, settings)
      : await openNamedRelay(context, settings, settings.relay)
  try {
    if (settings.workspaceByFlag) await holdToWorkspace(connection.api, settings.workspace!)
  } catch (error) {
    await connection.close()
    throw error
  }
  return connection
}

/** The relay that the settings name; where that is the one on this machine its key is found by itself. */
async function openNamedRelay(
  { stop }: Context,
  { keyring, paths }: ConnectionSettings,
  named: string,
): Promise<Connection> {
  const running = await findRunningRelay(paths.run)
  const local = running !== undefined && isRunningRelay(named, running) ? running : undefined
  const url = local?.url ?? named
  const key = (await keyring.keyFor(url, "relay")) ?? local?.key
  const api = createRelayApi({ url, key, missingKey: keyring.missingKey(url, "relay"), stop })
  return { api, kind: "relay", close: () => api.close() }
}

/** A relay's key belongs to one workspace; asking for another one must not act in the wrong place. */
export async function holdToWorkspace(
  api: Pick<ManagementApi, "workspace">,
  workspace: string,
): Promise<void> {
  const own = await api.workspace()
  if (own.id === workspace || own.name === workspace) return
  throw new WhkError("NOT_FOUND", `"${workspace}" is not the workspace of this key.`, {
    hint: `The key belongs to ${own.id}; set WHK_API_KEY to a key of the other workspace.`,
  })
}
