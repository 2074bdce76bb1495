import { resolve } from "node:path"
import { readSettings } from "../../config/settings.ts"
import { parseDuration } from "../../domain/duration.ts"
import type { Header } from "../../domain/headers.ts"
import { parseSize } from "../../domain/size.ts"
import { formatTarget, parseTarget, type Target } from "../../domain/target.ts"
import { WhkError } from "../../errors.ts"
import type { TargetTls } from "../../listen/app-pools.ts"
import { type ConnectionSettings, readConnectionSettings } from "../connection-settings.ts"
import type { Context } from "../context.ts"
import { readEvents } from "../endpoint-input.ts"
import { parseCount } from "../numbers.ts"
import { readPublicUrl, readRelayUrl } from "../relay-url.ts"
import { quoted, readHeaderFlag } from "../request/read-flags.ts"
import type { Claim } from "../../listen/session.ts"
import { readTlsFlags } from "../request/read-tls-flags.ts"
import { readClaimFlags } from "./claim-flags.ts"
import type { ListenFlags } from "./flags.ts"
import {
  oneOf,
  placeInWords,
  projectInbox,
  readHeaderName,
  readInboxName,
  readPath,
  readTimeout,
} from "./read-values.ts"
import { type ListenSecrets, readListenSecrets } from "./secrets.ts"
import { readSender, type Sender } from "./sender.ts"
import { readSieveFlags, type SievePlan } from "./sieve-flags.ts"

/** What a listener is to do, read and checked. */
export interface ListenPlan {
  /** Null: store and show only. */
  readonly target: Target | null
  /** Why this target, when the user did not name it with the command. */
  readonly targetFrom: string | null
  readonly inbox: string
  /** How it is held. */
  readonly claim: Claim
  readonly sender: Sender
  readonly secrets: ListenSecrets
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
  readonly http2: boolean
  readonly sieve: SievePlan
  /** The command line of the app, which is started first and stopped at the end. */
  readonly exec: string | undefined
  readonly startMs: number | undefined
  /** An endpoint for these events is registered while listening. */
  readonly create: { readonly settings: ConnectionSettings; readonly events: readonly string[] } | undefined
  /** Settled deliveries after which to stop. */
  readonly until: number | undefined
  readonly readyFile: string | undefined
  readonly envFile: string | undefined
  readonly recordFolder: string | undefined
  /** What is recorded goes without secrets and personal values. */
  readonly redact: boolean
  readonly format: ListenFormat
  /** Deliveries are shown in a view that takes keys. */
  readonly isLive: boolean
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
    routes: flags.route,
  })
  const target = forward === undefined ? null : parseTarget(settings.forward.value)
  const until = flags.once === true ? "1" : flags.until
  const inFolder = (path: string): string => resolve(context.cwd, path)
  const sieve = readSieveFlags(settings, flags)
  requireTargets({ target, sieve, flags })
  const create = await readCreate(context, flags)
  const format = readFormat(context, flags)
  const sender = await readSender(context, settings, flags)
  return {
    target,
    targetFrom: target && placeInWords(settings.forward, context.cwd),
    inbox: settings.inbox ? readInboxName(settings.inbox.value) : projectInbox(settings),
    claim: readClaimFlags(flags, target !== null || sieve.routes.length > 0),
    sender,
    secrets: await readListenSecrets(context, settings, { flags, provider: sender.provider }),
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
    http2: flags.http2 === true,
    sieve,
    exec: flags.exec,
    startMs: flags.startTimeout === undefined ? undefined : parseDuration(flags.startTimeout),
    create,
    until: until === undefined ? undefined : parseCount(until, "--until"),
    readyFile: flags.readyFile === undefined ? undefined : inFolder(flags.readyFile),
    envFile: flags.writeEnv === undefined ? undefined : inFolder(flags.writeEnv),
    recordFolder: flags.record === undefined ? undefined : inFolder(flags.record),
    redact: readRedact(flags),
    format,
    isLive: format === "pretty" && flags.interactive !== false && context.out.terminal !== undefined,
  }
}

/** Flags that need somewhere to forward to, and --http2, which needs TLS there. */
function requireTargets({
  target,
  sieve,
  flags,
}: {
  readonly target: Target | null
  readonly sieve: SievePlan
  readonly flags: ListenFlags
}): void {
  const targets = [...(target ? [target] : []), ...sieve.routes.map((route) => route.target)]
  if (flags.exec !== undefined && !target)
    throw new WhkError("USAGE", "--exec goes with --forward.", {
      hint: "Say where the app will listen, for example --forward 3000 --exec 'node server.js'.",
    })
  const needy = flags.http2 === true ? "--http2" : flags.inject === undefined ? undefined : "--inject"
  if (needy !== undefined && targets.length === 0)
    throw new WhkError("USAGE", `${needy} goes with --forward or --route.`, {
      hint: "Say what to forward to, for example --forward localhost:3000.",
    })
  const plain = targets.find(({ protocol }) => protocol !== "https:")
  if (flags.http2 === true && plain)
    throw new WhkError("USAGE", `"${quoted(formatTarget(plain))}" is no https target, which --http2 needs.`, {
      hint: "HTTP/2 is agreed on in TLS: name the target with https://, or leave out --http2.",
    })
}

async function readCreate(context: Context, flags: ListenFlags): Promise<ListenPlan["create"]> {
  const { create = false, relay, api, workspace, provider, profile } = flags
  if (!create) {
    if (api === undefined) return undefined
    throw new WhkError("USAGE", "--api goes with --create.", {
      hint: "Say what to register: --create --events user.created --api <url|provider>.",
    })
  }
  if (flags.events === undefined)
    throw new WhkError("VALUE_MISSING", "--events is missing: which events should be sent here?", {
      hint: "For example --create --events user.created,user.updated. See `whk events`.",
    })
  const given = { relay, api, workspace, provider, profile }
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    settings: await readConnectionSettings(context, named),
    events: readEvents(flags.events, "--events"),
  }
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
