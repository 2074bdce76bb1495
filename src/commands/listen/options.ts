import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { basename, resolve } from "node:path"
import { readSettings, type Settings } from "../../config/settings.ts"
import { parseDuration } from "../../domain/duration.ts"
import type { Header } from "../../domain/headers.ts"
import { parseSize } from "../../domain/size.ts"
import { parseTarget, type Target } from "../../domain/target.ts"
import { WhkError } from "../../errors.ts"
import type { TargetTls } from "../../listen/app-pools.ts"
import { findProvider } from "../../providers/registry.ts"
import type { Context } from "../context.ts"
import { parseCount } from "../numbers.ts"

/** The flags of `whk listen` as commander hands them over. */
export interface ListenFlags {
  readonly forward?: string | true
  readonly inbox?: string
  readonly relay?: string
  readonly provider?: string
  readonly profile?: string
  readonly publicUrl?: string
  readonly path?: string
  readonly header: readonly string[]
  readonly removeHeader: readonly string[]
  readonly hostHeader: string
  readonly timeout: string
  readonly maxInFlight: string
  readonly maxBody: string
  readonly insecure?: boolean
  readonly cacert?: string
  readonly once?: boolean
  readonly until?: string
  readonly readyFile?: string
  readonly record?: string
  readonly format?: string
  readonly json?: boolean
}

/** What a listener is to do, read and checked. */
export interface ListenPlan {
  /** Null: store and show only. */
  readonly target: Target | null
  /** Why this target, when the user did not name it: said on stderr. */
  readonly targetFrom: string | null
  readonly inbox: string
  readonly provider: string | undefined
  /** A relay elsewhere; undefined: the one on this machine. */
  readonly relay: string | undefined
  readonly publicUrl: string | undefined
  readonly path: string | undefined
  readonly setHeaders: readonly Header[]
  readonly removeHeaders: readonly string[]
  readonly host: "rewrite" | "keep"
  readonly timeoutMs: number
  readonly maxInFlight: number
  readonly maxBodyBytes: number
  readonly tls: TargetTls
  /** Settled deliveries after which to stop. */
  readonly until: number | undefined
  readonly readyFile: string | undefined
  readonly recordFolder: string | undefined
  readonly format: "pretty" | "compact" | "json"
}

/** Reads the flags with the settings behind them. Throws a usage error for a value that does not fit. */
export async function readListenPlan(context: Context, flags: ListenFlags): Promise<ListenPlan> {
  const { inbox, relay, provider, profile, forward } = flags
  const settings = await readSettings(context, {
    inbox,
    relay,
    provider,
    profile,
    forward: typeof forward === "string" ? forward : undefined,
  })
  const target = flags.forward === undefined ? null : parseTarget(settings.forward.value)
  const inFolder = (path: string): string => resolve(context.cwd, path)
  return {
    target,
    targetFrom: target && typeof forward !== "string" ? settings.forward.place : null,
    inbox: checkInboxName(settings.inbox?.value ?? projectInbox(settings)),
    provider: settings.provider && findProvider(settings.provider.value).id,
    relay: settings.relay?.value.replace(/\/+$/, ""),
    publicUrl: flags.publicUrl?.replace(/\/+$/, ""),
    path: flags.path === undefined ? undefined : checkPath(flags.path),
    setHeaders: flags.header.map(parseHeader),
    removeHeaders: flags.removeHeader,
    host: oneOf(flags.hostHeader, ["rewrite", "keep"], "--host-header"),
    timeoutMs: parseDuration(flags.timeout),
    maxInFlight: parseCount(flags.maxInFlight, "--max-in-flight"),
    maxBodyBytes: parseSize(flags.maxBody),
    tls: {
      ...(flags.insecure === true && { insecure: true }),
      ...(flags.cacert !== undefined && { ca: await readText(inFolder(flags.cacert), flags.cacert) }),
    },
    until:
      flags.once === true ? 1 : flags.until === undefined ? undefined : parseCount(flags.until, "--until"),
    readyFile: flags.readyFile && inFolder(flags.readyFile),
    recordFolder: flags.record && inFolder(flags.record),
    format: readFormat(context, flags),
  }
}

function readFormat(context: Context, flags: ListenFlags): ListenPlan["format"] {
  if (flags.json === true) return "json"
  if (flags.format !== undefined) return oneOf(flags.format, ["pretty", "compact", "json"], "--format")
  return context.out.interactive ? "pretty" : "compact"
}

/** One inbox per project folder, so that its URL is the same tomorrow and not that of the folder next to it. */
function projectInbox({ projectFolder }: Settings): string {
  const name = basename(projectFolder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40)
  return `${name || "inbox"}-${createHash("sha256").update(projectFolder).digest("hex").slice(0, 6)}`
}

function checkInboxName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return name
  throw new WhkError("USAGE", `"${name}" is not a name for an inbox.`, {
    hint: "Use up to 64 letters, digits, dots, dashes and underscores, for example --inbox billing.",
  })
}

function checkPath(path: string): string {
  if (/^\/[\x21-\xff]*$/.test(path)) return path
  throw new WhkError("USAGE", `"${path}" is not a path.`, {
    hint: "Begin it with /, for example --path /webhooks.",
  })
}

/** `name:value` from the command line. */
export function parseHeader(text: string): Header {
  const at = text.indexOf(":")
  if (at < 1) throw new WhkError("HEADER_INVALID", `"${text}" is not a header.`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function oneOf<Word extends string>(text: string, words: readonly Word[], flag: string): Word {
  const word = words.find((candidate) => candidate === text)
  if (word !== undefined) return word
  throw new WhkError("USAGE", `"${text}" is not a value of ${flag}.`, { hint: `Use ${words.join(" or ")}.` })
}

async function readText(path: string, given: string): Promise<string> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    throw new WhkError("FILE_UNREADABLE", `"${given}" cannot be read.`, { cause: error })
  }
}
