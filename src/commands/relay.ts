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
import { parsePort, parseTimeScale } from "./numbers.ts"
import { readRelayTls, type RelayTlsFlags } from "./relay-tls.ts"
import { readPublicUrl } from "./relay-url.ts"
import { untilStopped } from "./until-stopped.ts"

export interface RelayCommandOptions extends RelayTlsFlags {
  readonly port: string
  readonly data?: string
  readonly publicUrl?: string
  readonly maxBody: string
  readonly minFree?: string
  readonly timeScale: string
  readonly allowPrivateTargets?: boolean
  readonly grace: string
}

/** `whk relay`: runs the server until it is told to stop. */
export const run: Command<RelayCommandOptions> = async (context, { options }) => {
  const graceMs = parseDuration(options.grace)
  const dataFolder = readDataFolder(context, options.data)
  const failure = new AbortController()
  const relay = await start(context, options, { dataFolder, onFailure: (error) => failure.abort(error) })
  announce(context, relay, dataFolder)
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
  { dataFolder, onFailure }: { readonly dataFolder: string; readonly onFailure: (error: unknown) => void },
): Promise<HostedRelay> {
  const { host, publicUrl, allowPrivateTargets = isLoopbackHost(host) } = options
  const tls = await readRelayTls(options, context.cwd)
  const checked = {
    port: parsePort(options.port, "--port"),
    maxBodyBytes: parseSize(options.maxBody),
    ...(options.minFree !== undefined && { minFreeBytes: parseSize(options.minFree) }),
    timeScale: parseTimeScale(options.timeScale),
    ...(publicUrl !== undefined && { publicUrl: readPublicUrl(publicUrl) }),
  }
  return hostRelay({
    ...checked,
    paths: { ...pathsFor(context.env), data: dataFolder },
    host,
    clock: context.clock,
    allowPrivateTargets,
    ...(tls && { tls }),
    onFailure,
  })
}

function announce({ out }: Context, relay: HostedRelay, data: string): void {
  const { url, publicUrl, workspace, keyFile } = relay
  out.line({ type: "ready", url, publicUrl, workspace: workspace.id, data, keyFile })
  const lines = fieldLines(
    [
      ["ready", url, out.color.cyan, out.color.green],
      ["senders use", publicUrl === url ? null : publicUrl],
      ["workspace", workspace.id],
      ["data", cleanText(data)],
      ["API key", cleanText(keyFile)],
      ["API", `${url}/v1/openapi.json`],
      ["next", "whk listen --forward localhost:3000", out.color.dim],
    ],
    out,
  )
  out.data(`${lines.join("\n")}\n`)
}
