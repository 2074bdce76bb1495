import { isIP } from "node:net"
import { rootCertificates } from "node:tls"
import { pathsFor } from "../config/paths.ts"
import { parseDuration } from "../domain/duration.ts"
import { parseSize } from "../domain/size.ts"
import { isLoopbackHost } from "../domain/target.ts"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import { type HostedRelay, hostRelay } from "../relay/host.ts"
import { fieldLines } from "../ui/fields.ts"
import type { Command, Context } from "./context.ts"
import { readDataFolder } from "./data-folder.ts"
import { drain } from "./drain.ts"
import { parsePort, parseRate, parseTimeScale } from "./numbers.ts"
import { readTlsFlags, type TlsFlags } from "./request/read-tls-flags.ts"
import type { TlsOptions } from "../sender/egress.ts"
import { readRelayExposure, type RelayExposureFlags } from "./relay-exposure.ts"
import { openRelayLog, type RelayLog, type RelayLogFlags } from "./relay-log.ts"
import { readRelayTls, type RelayTlsFlags, renewTlsOnHangup } from "./relay-tls.ts"
import { readSealKeyText } from "./seal-keys.ts"
import { untilStopped } from "./until-stopped.ts"

export interface RelayCommandOptions
  extends RelayTlsFlags, RelayExposureFlags, RelayLogFlags, Omit<TlsFlags, "insecure"> {
  readonly port: string
  readonly data?: string
  readonly maxBody: string
  readonly minFree?: string
  readonly timeScale: string
  readonly retention: string
  readonly disableAfter: string
  readonly rate: string
  readonly allowPrivateTargets?: boolean
  readonly grace: string
  readonly sealKeyFile?: string
}

/** `whk relay`: runs the server until it is told to stop. */
export const run: Command<RelayCommandOptions> = async (context, { options }) => {
  const graceMs = parseDuration(options.grace)
  const dataFolder = readDataFolder(context, options.data)
  const log = await openRelayLog(context, options)
  try {
    return await runLogged(context, options, { graceMs, dataFolder, log })
  } finally {
    log.close()
  }
}

async function runLogged(
  context: Context,
  options: RelayCommandOptions,
  {
    graceMs,
    dataFolder,
    log,
  }: { readonly graceMs: number; readonly dataFolder: string; readonly log: RelayLog },
): Promise<number> {
  const failure = new AbortController()
  const onFailure = (error: unknown): void => failure.abort(error)
  const relay = await start(context, options, { dataFolder, log, onFailure })
  // On a terminal without a certificate it means that the terminal is gone, as for any program.
  if (options.tlsCert !== undefined || context.stdin.isTTY !== true)
    renewTlsOnHangup(options, { cwd: context.cwd, relay, log })
  announce(context, relay, dataFolder)
  warnOfNoName(context, options)
  const code = await untilStopped(context, AbortSignal.any([context.stop, failure.signal]))
  if (failure.signal.aborted)
    throw new WhkError("STORE_FAILED", "The store failed; nothing more can be kept.", {
      cause: failure.signal.reason,
    })
  await drain(context, relay.close(graceMs))
  return code
}

async function start(
  context: Context,
  options: RelayCommandOptions,
  {
    dataFolder,
    log,
    onFailure,
  }: {
    readonly dataFolder: string
    readonly log: RelayLog
    readonly onFailure: (error: unknown) => void
  },
): Promise<HostedRelay> {
  const { host, allowPrivateTargets = isLoopbackHost(host) } = options
  const tls = await readRelayTls(options, context.cwd)
  const deliveryTls = withUsualAuthorities(await readTlsFlags(options, context.cwd))
  const sealKeys = await readSealKeyText(context, options.sealKeyFile)
  const checked = {
    port: parsePort(options.port, "--port"),
    maxBodyBytes: parseSize(options.maxBody),
    ...(options.minFree !== undefined && { minFreeBytes: parseSize(options.minFree) }),
    timeScale: parseTimeScale(options.timeScale),
    retentionMs: parseLimit(options.retention),
    disableAfterMs: parseLimit(options.disableAfter),
    ...readRelayExposure(options, { isSecure: tls !== undefined }),
    deliveriesPerSecond: parseRate(options.rate),
  }
  return hostRelay({
    ...checked,
    paths: { ...pathsFor(context.env), data: dataFolder },
    host,
    clock: context.clock,
    allowPrivateTargets,
    ...(tls && { tls }),
    deliveryTls,
    ...(sealKeys && { sealKeys }),
    onFailure,
    observe: (event) => log.observe(event),
  })
}

/** One relay sends to many endpoints: an authority that is named comes beside the usual ones. */
function withUsualAuthorities({ cacert, ...tls }: TlsOptions): TlsOptions {
  return cacert === undefined ? tls : { ...tls, cacert: [...rootCertificates, cacert.toString()].join("\n") }
}

/** Other machines reach it by a name or an address that only `--public-url` can tell. */
function warnOfNoName({ out }: Context, { host, publicUrl }: RelayCommandOptions): void {
  if (publicUrl !== undefined || isLoopbackHost(host) || (isIP(host) !== 0 && !isWildcard(host))) return
  out.warn("Other machines can send to inboxes, nothing else: pass --public-url with the name they use.")
}

function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::"
}

function announce({ out }: Context, relay: HostedRelay, data: string): void {
  const { url, publicUrl, inspectorUrl, workspace, keyFile } = relay
  out.line({ type: "ready", url, publicUrl, inspector: inspectorUrl, workspace: workspace.id, data, keyFile })
  const lines = fieldLines(
    [
      ["ready", url, out.color.cyan, out.color.green],
      ["senders use", publicUrl === url ? null : publicUrl],
      ["workspace", workspace.id],
      ["data", cleanText(data)],
      ["API key", cleanText(keyFile)],
      ["API", `${url}/v1/openapi.json`],
      ["inspector", inspectorUrl],
      ["next", "whk listen --forward localhost:3000", out.color.dim],
    ],
    out,
  )
  out.data(`${lines.join("\n")}\n`)
}

/** A duration, or `none`. Throws DURATION_INVALID. */
function parseLimit(text: string): number {
  return text === "none" ? Infinity : parseDuration(text)
}
