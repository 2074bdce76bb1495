import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { pathsFor } from "../../config/paths.ts"
import type { Context } from "../context.ts"
import { findPort } from "../project/port.ts"
import { detectProject, type ProjectFramework } from "../project/project.ts"

/** What is there already, as far as it can be told at once. */
export interface Situation {
  /** The project's `whk.config.json`; `broken` where it is not JSON. */
  readonly config: { readonly path: string; readonly broken: boolean } | null
  readonly provider: string | null
  /** One to begin with. */
  readonly event: string
  /** Where the project's app listens. */
  readonly forward: string
  readonly framework: ProjectFramework | null
  readonly relay: string | null
  /** Null where no relay runs or it does not say. */
  readonly endpoints: number | null
  readonly failed: number | null
}

/** Looks around: files first, and the relay only where one has written down that it runs. */
export async function lookAround(context: Context): Promise<Situation> {
  const { cwd, env } = context
  const project = await peekProject(cwd)
  const framework = (await detectProject(cwd)) ?? null
  const forward = project?.forward ?? `localhost:${(await findPort(cwd, framework ?? undefined, env)).port}`
  const config = project && { path: project.path, broken: project.broken }
  return {
    config: config ?? null,
    provider: project?.provider ?? null,
    event: await exampleEvent(project?.provider),
    forward,
    framework,
    ...(await peekRelay(context)),
  }
}

interface Peeked {
  readonly path: string
  readonly broken: boolean
  readonly provider?: string
  readonly forward?: string
}

/** As `findProjectFile`, without the schema library and without refusing anything. */
async function peekProject(cwd: string): Promise<Peeked | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, "whk.config.json")
    if (existsSync(path)) return { path, ...peekValues(await readFile(path, "utf8").catch(() => "")) }
    if (dirname(folder) === folder) return undefined
  }
}

function peekValues(text: string): Omit<Peeked, "path"> {
  try {
    const { provider, forward } = JSON.parse(text) as Record<string, unknown>
    return {
      broken: false,
      ...(typeof provider === "string" && { provider }),
      ...(typeof forward === "string" && { forward }),
    }
  } catch {
    return { broken: true }
  }
}

/** An event of the provider; without one that several have. */
async function exampleEvent(provider: string | undefined): Promise<string> {
  if (provider === undefined) return "user.created"
  // The catalogue is not loaded where no provider is named.
  const { builtIn } = await import("../../providers/registry.ts")
  const found = builtIn(provider)
  return found?.testEvent ?? found?.events[0]?.type ?? "user.created"
}

const NO_RELAY = { relay: null, endpoints: null, failed: null } as const

async function peekRelay({ env, stop }: Context): Promise<Pick<Situation, "relay" | "endpoints" | "failed">> {
  const { run } = pathsFor(env)
  // The HTTP client is not loaded where there is nobody to ask.
  if (!existsSync(join(run, "relay.json"))) return NO_RELAY
  const [{ findRunningRelay }, { createRelayApi }] = await Promise.all([
    import("../../manage/running-relay.ts"),
    import("../../manage/relay-api.ts"),
  ])
  const running = await findRunningRelay(run)
  if (!running) return NO_RELAY
  const api = createRelayApi({ url: running.url, key: running.key, stop })
  try {
    const { endpoints, deliveries } = await api.stats()
    return { relay: running.url, endpoints: endpoints.total, failed: deliveries.failed }
  } catch {
    return { relay: running.url, endpoints: null, failed: null }
  } finally {
    await api.close()
  }
}
