import { createKeyring, type Keyring } from "../config/keys.ts"
import { pathsFor, type Paths } from "../config/paths.ts"
import { isProviderFile, relayProvider } from "../config/named-provider.ts"
import { readSettings, type Setting } from "../config/settings.ts"
import type { Context, GlobalOptions } from "./context.ts"
import { readRelayUrl } from "./relay-url.ts"

/** Flags of every command that speaks to a management API. */
export interface ConnectionOptions {
  readonly relay?: string
  readonly api?: string
  readonly workspace?: string
  readonly provider?: string
}

/** Which API a command speaks to, and the keys for it. */
export interface ConnectionSettings {
  /** `provider` or a URL; undefined: the relay. */
  readonly api: string | undefined
  /** Without a slash at the end; undefined: the one on this machine. */
  readonly relay: string | undefined
  /** A built-in provider's id, or a file that the settings name, which is refused where a provider is needed. */
  readonly provider: string | undefined
  readonly workspace: string | undefined
  /** The workspace was named for this very command, not by settings that other APIs share. */
  readonly workspaceByFlag: boolean
  readonly keyring: Keyring
  readonly paths: Paths
}

/** Reads them with the usual precedence. Throws TARGET_INVALID for an address that is none. */
export async function readConnectionSettings(
  { env, cwd }: Pick<Context, "env" | "cwd">,
  options: ConnectionOptions & GlobalOptions,
): Promise<ConnectionSettings> {
  const { relay, api, workspace, provider, profile } = options
  const settings = await readSettings({ env, cwd }, { relay, api, workspace, provider, profile })
  const paths = pathsFor(env)
  return {
    // A relay named by a flag beats an API named by anything weaker.
    api: namesRelay(options, settings.api?.value) ? undefined : settings.api?.value,
    relay: settings.relay && readRelayUrl(settings.relay.value, settings.relay.place),
    provider: settings.provider && providerName(settings.provider),
    workspace: settings.workspace?.value,
    workspaceByFlag: settings.workspace?.origin === "flag",
    keyring: createKeyring(env, paths),
    paths,
  }
}

/** A file that was named with this very command is refused at once; most commands need no provider at all. */
function providerName({ value, origin }: Setting<string>): string {
  if (origin !== "flag" && isProviderFile(value)) return value
  return relayProvider(value, "Leave out --provider, or name a built-in provider.").id
}

function namesRelay(options: ConnectionOptions, api: string | undefined): boolean {
  return api === "relay" || (options.relay !== undefined && options.api === undefined)
}
