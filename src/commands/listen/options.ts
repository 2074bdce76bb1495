import { createHash } from "node:crypto"
import { basename, relative, resolve } from "node:path"
import { isProviderFile, relayProvider } from "../../config/named-provider.ts"
import { readSettings, type Setting, type Settings } from "../../config/settings.ts"
import { parseDuration } from "../../domain/duration.ts"
import type { Header } from "../../domain/headers.ts"
import { parseSize } from "../../domain/size.ts"
import { parseTarget, type Target } from "../../domain/target.ts"
import { WhkError } from "../../errors.ts"
import type { TargetTls } from "../../listen/app-pools.ts"
import type { Provider } from "../../providers/provider.ts"
import type { Context } from "../context.ts"
import { parseCount } from "../numbers.ts"
import { readPublicUrl, readRelayUrl } from "../relay-url.ts"
import { quoted, readHeaderFlag } from "../request/read-flags.ts"
import { readTlsFlags, type TlsFlags } from "../request/read-tls-flags.ts"
import { readSecretFlag } from "../secret-flag.ts"

/** The flags of `whk listen` as commander hands them over. */
export interface ListenFlags extends TlsFlags {
  readonly forward?: string | true
  readonly inbox?: string
  readonly relay?: string
  readonly provider?: string
  readonly secret?: string
  readonly verifyToken?: string
  readonly profile?: string
  readonly publicUrl?: string
  readonly path?: string
  readonly header: readonly string[]
  readonly removeHeader: readonly string[]
  readonly hostHeader: string
  readonly timeout: string
  readonly maxInFlight: string
  readonly maxBody: string
  readonly once?: boolean
  readonly until?: string
  readonly readyFile?: string
  readonly record?: string
  readonly redact?: boolean
  readonly format?: string
  readonly json?: boolean
}

/** What a listener is to do, read and checked. */
export interface ListenPlan {
  /** Null: store and show only. */
  readonly target: Target | null
  /** Why this target, when the user did not name it with the command. */
  readonly targetFrom: string | null
  readonly inbox: string
  readonly provider: Provider | undefined
  /** What the relay answers the provider's handshakes with. */
  readonly secret: string | undefined
  readonly verifyToken: string | undefined
  /** A relay that was named; undefined: the one on this machine. */
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
  /** What is recorded goes without secrets and personal values. */
  readonly redact: boolean
  readonly format: ListenFormat
}

export type ListenFormat = "pretty" | "compact" | "json"

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
  const target = forward === undefined ? null : parseTarget(settings.forward.value)
  const until = flags.once === true ? "1" : flags.until
  const inFolder = (path: string): string => resolve(context.cwd, path)
  return {
    target,
    targetFrom: target && placeInWords(settings.forward, context.cwd),
    inbox: settings.inbox ? readInboxName(settings.inbox.value) : projectInbox(settings),
    provider: settings.provider && inboxProvider(context, settings.provider),
    // Only a secret that was named with the command goes to the relay, not one that happens to be set.
    secret: flags.secret === undefined ? undefined : await readSecretFlag(context, flags.secret),
    verifyToken: flags.verifyToken,
    relay: settings.relay && readRelayUrl(settings.relay.value, settings.relay.place),
    publicUrl: flags.publicUrl === undefined ? undefined : readPublicUrl(flags.publicUrl),
    path: flags.path === undefined ? undefined : readPath(flags.path),
    setHeaders: flags.header.map(readHeaderFlag),
    removeHeaders: flags.removeHeader.map(readHeaderName),
    host: oneOf(flags.hostHeader, ["rewrite", "keep"], "--host-header"),
    timeoutMs: readTimeout(flags.timeout),
    maxInFlight: parseCount(flags.maxInFlight, "--max-in-flight"),
    maxBodyBytes: parseSize(flags.maxBody),
    tls: await readTlsFlags(flags, context.cwd),
    until: until === undefined ? undefined : parseCount(until, "--until"),
    readyFile: flags.readyFile === undefined ? undefined : inFolder(flags.readyFile),
    recordFolder: flags.record === undefined ? undefined : inFolder(flags.record),
    redact: readRedact(flags),
    format: readFormat(context, flags),
  }
}

/** A provider that the relay can know. The project's own file serves other commands and keeps none from listening. */
function inboxProvider({ out }: Context, { value, origin, place }: Setting<string>): Provider | undefined {
  if (origin === "flag" || !isProviderFile(value))
    return relayProvider(
      value,
      "Leave out --provider: listen takes every request, and `whk verify` judges them.",
    )
  out.talk(`Listening without the provider of ${place}: a relay knows the built-in providers only.`)
  return undefined
}

function readFormat(context: Context, flags: ListenFlags): ListenFormat {
  if (flags.json === true) return "json"
  if (flags.format !== undefined) return oneOf(flags.format, ["pretty", "compact", "json"], "--format")
  return context.out.interactive ? "pretty" : "compact"
}

function readRedact({ redact = false, record }: ListenFlags): boolean {
  if (!redact || record !== undefined) return redact
  throw new WhkError("USAGE", "--redact goes with --record.", {
    hint: "Say where deliveries are to be recorded: --record <dir> --redact.",
  })
}

/** Where a setting comes from; null for a value that was just typed. */
function placeInWords({ origin, place }: Setting<string>, cwd: string): string | null {
  if (origin === "flag") return null
  return origin === "project" ? relative(cwd, place) : place
}

/** One inbox per project folder, so that its URL is the same tomorrow and not that of the folder next to it. */
function projectInbox({ projectFolder }: Settings): string {
  const name = basename(projectFolder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-|-$/g, "")
  return `${name || "inbox"}-${createHash("sha256").update(projectFolder).digest("hex").slice(0, 6)}`
}

function readInboxName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return name
  throw new WhkError("USAGE", `"${quoted(name)}" is not a name for an inbox.`, {
    hint: "Use up to 64 letters, digits, dots, dashes and underscores, for example --inbox billing.",
  })
}

function readPath(path: string): string {
  if (/^\/[\x21-\x22\x24-\xff]*$/.test(path)) return path
  throw new WhkError("USAGE", `"${quoted(path)}" is not a path.`, {
    hint: "Begin it with / and leave out spaces, for example --path /webhooks.",
  })
}

function readHeaderName(name: string): string {
  if (/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return name
  throw new WhkError("HEADER_INVALID", `"${quoted(name)}" is not the name of a header.`, {
    hint: "Pass a name alone, for example --remove-header x-forwarded-for.",
  })
}

function readTimeout(text: string): number {
  const timeoutMs = parseDuration(text)
  if (timeoutMs >= 1) return timeoutMs
  throw new WhkError("DURATION_INVALID", `"${quoted(text)}" gives the local server no time to answer.`, {
    hint: "Pass --timeout a duration above 0, for example --timeout 30s.",
  })
}

function oneOf<Word extends string>(text: string, words: readonly Word[], flag: string): Word {
  const word = words.find((candidate) => candidate === text)
  if (word !== undefined) return word
  throw new WhkError("USAGE", `"${quoted(text)}" is not a value of ${flag}.`, {
    hint: `Use ${words.slice(0, -1).join(", ")} or ${words.at(-1)}.`,
  })
}
