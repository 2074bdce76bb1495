import { EXIT } from "../errors.ts"
import { doctorView } from "../ui/doctor-view.ts"
import { argument } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command, Context, GlobalOptions } from "./context.ts"
import { endpointFindings } from "./doctor/endpoint.ts"
import { fileFindings, spaceFinding } from "./doctor/files.ts"
import type { Finding } from "./doctor/finding.ts"
import { nodeFinding, portFinding, proxyFinding } from "./doctor/machine.ts"
import { relayFindings } from "./doctor/relay.ts"
import { readFoundSettings } from "./doctor/settings.ts"
import { targetFinding } from "./doctor/target.ts"
import { pathsFor } from "../config/paths.ts"
import { createKeyring } from "../config/keys.ts"
import { refuseOtherKind } from "./id-kinds.ts"
import { readRelayUrl } from "./relay-url.ts"

interface Options extends ConnectionOptions, GlobalOptions {
  readonly event?: string
  readonly send?: boolean
}

/** Finds what is wrong on this machine and in this project, or with one endpoint. Exit 1 with a problem. */
export const run: Command<Options> = async (context, invocation) => {
  const id = argument(invocation, 0)
  if (id !== undefined) refuseOtherKind(id, "ep")
  if (id !== undefined) return await examineEndpoint(context, id, invocation.options)
  return tell(context, await examineMachine(context, invocation.options), {})
}

async function examineMachine(context: Context, options: Options): Promise<readonly Finding[]> {
  const { env } = context
  const paths = pathsFor(env)
  // First: whoever reads a private file that others can read makes it private.
  const files = fileFindings(paths)
  const { findings, settings, provider } = await readFoundSettings(context, options)
  const named = settings?.relay
  const { findings: relay, running } = await relayFindings(
    context,
    {
      relay: named && readRelayUrl(named.value, named.place),
      keyring: createKeyring(env, paths),
      paths,
      named,
    },
    provider,
  )
  return [
    nodeFinding(),
    ...findings,
    ...files,
    ...relay,
    await portFinding(paths, running),
    await spaceFinding(paths),
    ...(settings ? [await targetFinding(settings.forward, provider)] : []),
    proxyFinding(env),
  ]
}

async function examineEndpoint(context: Context, id: string, options: Options): Promise<number> {
  const settings = await readConnectionSettings(context, options)
  return await withConnection(context, settings, async ({ api, kind }) => {
    const { endpoint, findings } = await endpointFindings(api, {
      id,
      event: options.event,
      send: options.send === true,
      isRelay: kind === "relay",
    })
    return tell(context, findings, { endpoint: endpoint.id })
  })
}

function tell({ out }: Context, checks: readonly Finding[], about: { readonly endpoint?: string }): number {
  const isWell = checks.every(({ status }) => status !== "problem")
  out.value({ ok: isWell, ...about, checks })
  out.data(doctorView(checks, out))
  return isWell ? EXIT.done : EXIT.bad
}
