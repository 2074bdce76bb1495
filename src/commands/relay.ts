import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { pathsFor } from "../config/paths.ts"
import { parseDuration } from "../domain/duration.ts"
import { parseSize } from "../domain/size.ts"
import { isLoopbackHost } from "../domain/target.ts"
import { WhkError } from "../errors.ts"
import { type HostedRelay, hostRelay } from "../relay/host.ts"
import type { Command, Context } from "./context.ts"
import { parsePort, parseTimeScale } from "./numbers.ts"
import { untilStopped } from "./until-stopped.ts"

export interface RelayCommandOptions {
  readonly host: string
  readonly port: string
  readonly data?: string
  readonly publicUrl?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly insecureHttp?: boolean
  readonly maxBody: string
  readonly timeScale: string
  readonly allowPrivateTargets?: boolean
  readonly grace: string
}

/** `whk relay`: runs the server until it is told to stop. */
export const run: Command<RelayCommandOptions> = async (context, { options }) => {
  const graceMs = parseDuration(options.grace)
  let failure: unknown
  const failed = new AbortController()
  const relay = await start(context, options, (error) => {
    failure = error
    failed.abort()
  })
  announce(context, relay, options)
  const code = await untilStopped(context, AbortSignal.any([context.stop, failed.signal]))
  if (failure !== undefined)
    throw new WhkError("STORE_FAILED", "The store failed; nothing more can be kept.", { cause: failure })
  context.out.talk("Stopping: no new deliveries, finishing those in flight…")
  await relay.close(graceMs)
  return code
}

async function start(
  context: Context,
  options: RelayCommandOptions,
  onFailure: (error: unknown) => void,
): Promise<HostedRelay> {
  const paths = pathsFor(context.env)
  const tls = await readTls(options)
  refuseClearText(options, tls !== undefined)
  const isLocal = isLoopbackHost(options.host)
  return hostRelay({
    paths: { ...paths, data: options.data === undefined ? paths.data : resolve(context.cwd, options.data) },
    host: options.host,
    port: parsePort(options.port, "--port"),
    clock: context.clock,
    maxBodyBytes: parseSize(options.maxBody),
    timeScale: parseTimeScale(options.timeScale),
    allowPrivateTargets: options.allowPrivateTargets ?? isLocal,
    ...(options.publicUrl !== undefined && { publicUrl: readPublicUrl(options.publicUrl) }),
    ...(tls && { tls }),
    onFailure,
  })
}

function announce(context: Context, relay: HostedRelay, options: RelayCommandOptions): void {
  const { out } = context
  const { bold, dim, cyan } = out.color
  const data = options.data ?? pathsFor(context.env).data
  out.line({
    type: "ready",
    url: relay.url,
    publicUrl: relay.publicUrl,
    workspace: relay.workspace.id,
    data,
    keyFile: relay.keyFile,
  })
  out.data(`${bold("whk relay")} listens on ${cyan(relay.url)}`)
  if (relay.publicUrl !== relay.url) out.data(`  senders use  ${relay.publicUrl}`)
  out.data(`  workspace    ${relay.workspace.id}`)
  out.data(`  data         ${data}`)
  out.data(`  API key      ${relay.keyFile} ${dim("(commands on this machine find it by themselves)")}`)
  out.data(`  API          ${relay.url}/v1/openapi.json`)
  out.data(dim(`  next: whk listen --forward localhost:3000    stop: Ctrl-C`))
}

async function readTls(options: RelayCommandOptions): Promise<{ cert: Buffer; key: Buffer } | undefined> {
  const { tlsCert, tlsKey } = options
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new WhkError("VALUE_MISSING", `--tls-${tlsCert === undefined ? "cert" : "key"} is missing.`, {
      hint: "TLS needs both --tls-cert <file> and --tls-key <file>.",
    })
  }
  return { cert: await readPem(tlsCert), key: await readPem(tlsKey) }
}

async function readPem(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new WhkError("FILE_UNREADABLE", `"${path}" cannot be read.`, { cause: error })
  }
}

/** Keys and deliveries must not cross a network in clear text by accident. */
function refuseClearText(options: RelayCommandOptions, tls: boolean): void {
  if (tls || options.insecureHttp === true || isLoopbackHost(options.host)) return
  throw new WhkError("RULE_REFUSED", `"${options.host}" is reachable from other machines, without TLS.`, {
    hint: "Pass --tls-cert and --tls-key, or --insecure-http when a TLS proxy stands in front.",
  })
}

function readPublicUrl(text: string): string {
  if (!/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(text)) {
    throw new WhkError("USAGE", `"${text}" is not an http or https URL.`, {
      hint: "Pass the address senders use, for example --public-url https://hooks.example.com",
    })
  }
  return text.replace(/\/+$/, "")
}
