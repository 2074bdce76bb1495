import { relative, resolve } from "node:path"
import { isProviderFile, namedProvider } from "../../config/named-provider.ts"
import type { ProjectFile } from "../../config/project-file.ts"
import { formatTarget, parseTarget } from "../../domain/target.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { findProvider } from "../../providers/registry.ts"
import { askProvider } from "../ask.ts"
import type { Context } from "../context.ts"
import { projectInbox, readInboxName } from "../listen/read-values.ts"
import { findPort, type FoundPort } from "../project/port.ts"
import { detectProject, hasWorkspaces, PROJECT_NAMES, type ProjectFramework } from "../project/project.ts"
import { quoted } from "../request/read-flags.ts"
import { askText } from "./questions.ts"

export interface InitFlags {
  readonly provider?: string
  readonly forward?: string
  readonly secretEnv?: string
  readonly inbox?: string
  readonly framework?: string
  readonly force?: boolean
  readonly yes?: boolean
}

/** What is written, and what it was made from. */
export interface InitPlan {
  readonly provider: Provider
  readonly config: Pick<ProjectFile["values"], "provider" | "secret" | "inbox"> & { readonly forward: string }
  readonly secretEnv: string
  readonly framework: ProjectFramework | undefined
  readonly port: FoundPort
  /** The apps are in folders below this one. */
  readonly isWorkspaceRoot: boolean
  /** Where the handler takes events. */
  readonly handlerPath: string
}

const USUAL_PATH = "/webhooks"

/** Flags first, then questions on a terminal, else what was found. Throws VALUE_MISSING without a provider. */
export async function planInit(context: Context, flags: InitFlags): Promise<InitPlan> {
  const { cwd, env, out } = context
  const mayAsk = out.interactive && flags.yes !== true
  const framework = flags.framework === undefined ? await detectProject(cwd) : readFramework(flags.framework)
  const found = await findPort(cwd, framework, env)
  const provider = await readProvider(context, flags, mayAsk)
  const usual = `localhost:${found.port}${USUAL_PATH}`
  const forward = readForward(
    flags.forward ??
      (mayAsk ? await askText(context, "Where does your server take them?", usual, readForward) : usual),
  )
  const usualEnv = `${provider.id.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_WEBHOOK_SECRET`
  const secretEnv = readSecretEnv(
    flags.secretEnv ??
      (mayAsk
        ? await askText(context, "Which environment variable holds the secret?", usualEnv, readSecretEnv)
        : usualEnv),
  )
  const inbox = await readInbox(context, flags, mayAsk)
  const target = parseTarget(forward)
  const port =
    flags.forward === undefined && target.port === found.port
      ? found
      : { port: target.port, from: "the target" }
  return {
    provider,
    config: {
      provider: settingOf(provider, cwd),
      secret: `env:${secretEnv}`,
      forward,
      ...(inbox !== undefined && { inbox }),
    },
    secretEnv,
    framework,
    port,
    isWorkspaceRoot: framework === "node" && (await hasWorkspaces(cwd)),
    handlerPath: isPlainPath(target.path) && target.path !== "/" ? target.path : USUAL_PATH,
  }
}

async function readProvider(context: Context, flags: InitFlags, mayAsk: boolean): Promise<Provider> {
  if (flags.provider !== undefined) return await namedProvider(flags.provider, context.cwd)
  if (mayAsk) return await askProvider(context)
  if (flags.yes) return findProvider("standard-webhooks")
  throw new WhkError("VALUE_MISSING", "--provider is missing: whose webhooks does this project take?", {
    hint: "For example --provider github; `whk providers` lists them. With --yes it is standard-webhooks.",
  })
}

/** The name of the public address; undefined for the one that the folder has anyway. */
async function readInbox(
  context: Context,
  { inbox }: InitFlags,
  mayAsk: boolean,
): Promise<string | undefined> {
  if (inbox !== undefined) return readInboxName(inbox)
  if (!mayAsk) return undefined
  const usual = projectInbox({ projectFolder: context.cwd })
  const name = await askText(context, "What is its public address called?", usual, readInboxName)
  return name === usual ? undefined : name
}

/** As it is written into the project file, where a path starts at the file's folder. */
function settingOf({ id, file }: Provider, cwd: string): string {
  if (!file) return id
  const path = relative(cwd, resolve(cwd, file.path))
  return isProviderFile(path) && path.startsWith(".") ? path : `./${path}`
}

function readForward(text: string): string {
  const target = parseTarget(text)
  // The short form that was typed reads better than the whole URL.
  return /^\d+$/.test(text.trim()) ? formatTarget(target).replace(/^http:\/\//, "") : text.trim()
}

function readSecretEnv(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text
  throw new WhkError("USAGE", `"${quoted(text)}" is not the name of an environment variable.`, {
    hint: "Give the name alone, for example --secret-env GITHUB_WEBHOOK_SECRET; the secret itself stays out of the file.",
  })
}

function readFramework(text: string): ProjectFramework {
  const known = Object.keys(PROJECT_NAMES).find((name) => name === text.toLowerCase())
  if (known !== undefined) return known as ProjectFramework
  throw new WhkError("USAGE", `"${quoted(text)}" is not a framework that handlers are written for.`, {
    hint: `Use one of ${Object.keys(PROJECT_NAMES).join(", ")}.`,
  })
}

/** Nothing in it means more than itself in the code of a handler. */
function isPlainPath(path: string): boolean {
  return /^\/[\w./~-]*$/.test(path)
}
