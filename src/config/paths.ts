import { join, resolve } from "node:path"
import envPaths from "env-paths"

/** Where whk keeps things on this machine. With WHK_HOME set everything is below that one folder. */
export interface Paths {
  /** Settings, keys and development secrets. */
  readonly config: string
  /** The relay's store. */
  readonly data: string
  /** What is true only while something runs: `relay.json`. */
  readonly run: string
}

export function pathsFor(env: Readonly<Record<string, string | undefined>>): Paths {
  const home = env["WHK_HOME"]
  if (home) return { config: resolve(home, "config"), data: resolve(home, "data"), run: resolve(home, "run") }
  const usual = envPaths("whk", { suffix: "" })
  return { config: usual.config, data: usual.data, run: join(usual.data, "run") }
}
