import { isAbsolute, relative, resolve } from "node:path"
import { WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { findProvider } from "../providers/registry.ts"
import { cleanText } from "../domain/text.ts"
import { folderOf, type Setting, type Settings } from "./settings.ts"

/** Where the parts of a setting are looked up. */
interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** Whether a value names a file rather than a built-in provider: by a slash, or by its ending. */
export function isProviderFile(name: string): boolean {
  return /[/\\]|\.(?:ya?ml|json)$/i.test(name)
}

/**
 * The provider that a value names: a built-in one by its id, or the one that a file describes; a relative path starts
 * at the working folder. Throws PROVIDER_UNKNOWN, FILE_UNREADABLE or PROVIDER_INVALID.
 */
export async function namedProvider(name: string, cwd: string): Promise<Provider> {
  if (!isProviderFile(name)) return findProvider(name)
  // The parsers are not loaded where there is no file to read.
  const { readProviderFile } = await import("./provider-file.ts")
  return await readProviderFile(name, cwd)
}

/** As `namedProvider`, for a setting: a relative path starts where the setting stands. */
export async function providerOfSetting(
  setting: Setting<string>,
  settings: Settings,
  world: World,
): Promise<Provider> {
  const { value } = setting
  const folder = folderOf(setting, settings, world)
  if (folder === world.cwd || !isProviderFile(value) || isAbsolute(value))
    return await namedProvider(value, world.cwd)
  // Shown as it is reached from here, so that a command which names it can be pasted.
  const path = relative(world.cwd, resolve(folder, value))
  return await namedProvider(path.startsWith(".") ? path : `./${path}`, world.cwd)
}

/**
 * The built-in provider that a value names, for commands in which a relay has to know it. Throws USAGE for a file,
 * with the hint given, and PROVIDER_UNKNOWN.
 */
export function relayProvider(name: string, hint: string): Provider {
  if (!isProviderFile(name)) return findProvider(name)
  throw new WhkError(
    "USAGE",
    `"${cleanText(name, 120)}" is a provider file; a relay knows the built-in providers only.`,
    { hint },
  )
}
