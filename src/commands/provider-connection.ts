import { WhkError } from "../errors.ts"
import { createAinexlayerApi } from "../manage/ainexlayer-api.ts"
import { createAxeleredApi } from "../manage/axelered-api.ts"
import { createDashboardApi } from "../manage/dashboard.ts"
import { findRunningRelay } from "../manage/running-relay.ts"
import { relayProvider } from "../config/named-provider.ts"
import type { Paths } from "../config/paths.ts"
import type { Management, Provider } from "../providers/provider.ts"
import { providers } from "../providers/catalogue.ts"
import type { ConnectionSettings } from "./connection-settings.ts"
import type { Connection } from "./connection.ts"
import type { Context } from "./context.ts"

type ApiManagement = Extract<Management, { kind: "api" }>

/** Opens a provider's own management API: at its documented address (`provider`) or at a URL. */
export async function openProviderConnection(
  context: Context,
  settings: ConnectionSettings,
  api: string,
): Promise<Connection> {
  const provider = requireProvider(settings)
  const { management } = provider
  if (management.kind !== "api") {
    const show = context.out.json ? undefined : showSteps(context)
    const dashboard = createDashboardApi(provider, show)
    return { api: dashboard, kind: "provider", close: async () => {} }
  }
  const workspace = management.dialect === "axelered" ? requireWorkspace(settings, provider) : undefined
  const baseUrl = api === "provider" ? management.baseUrl : readBaseUrl(api, management)
  const options = {
    provider,
    baseUrl,
    key: await requireKey(settings, baseUrl),
    notice: (text: string) => context.out.warn(text),
    stop: context.stop,
  }
  const client =
    workspace === undefined ? createAinexlayerApi(options) : createAxeleredApi({ ...options, workspace })
  return { api: client, kind: "provider", close: () => client.close() }
}

function requireProvider({ provider }: ConnectionSettings): Provider {
  if (provider !== undefined)
    return relayProvider(
      provider,
      "Only built-in providers have an API that whk speaks: see `whk providers`.",
    )
  throw new WhkError("VALUE_MISSING", "--provider is missing: --api has to know whose API it speaks.", {
    hint: "Add --provider axelered or --provider ainexlayer, or leave out --api to use the relay.",
  })
}

function requireWorkspace({ workspace }: ConnectionSettings, { name }: Provider): string {
  if (workspace !== undefined && workspace !== "") return workspace
  throw new WhkError("VALUE_MISSING", `--workspace is missing: ${name} keeps webhooks per workspace.`, {
    hint: "Add --workspace <id>, or set WHK_WORKSPACE.",
  })
}

/** A URL without a path stands for the server alone: the provider's documented path is kept. */
function readBaseUrl(text: string, management: ApiManagement): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new WhkError("TARGET_INVALID", `"${text}" is not the address of an API.`, {
      hint: "Pass --api provider for the documented address, or a URL such as https://api.example.com/v1.",
    })
  const { origin, pathname } = new URL(text)
  const path = pathname === "/" ? new URL(management.baseUrl).pathname : pathname
  return `${origin}${path}`.replace(/\/+$/, "")
}

/**
 * The key for an API: the provider's own at its documented address. Elsewhere it may be a relay that speaks the
 * provider's dialect, which takes a relay's key.
 */
async function requireKey({ keyring, paths }: ConnectionSettings, baseUrl: string): Promise<string> {
  const key = isProviderOrigin(baseUrl)
    ? await keyring.keyFor(baseUrl, "provider")
    : ((await keyring.keyFor(baseUrl, "relay")) ?? (await localKey(paths, baseUrl)))
  const found = key ?? (await keyring.keyFor(baseUrl, "provider"))
  if (found === undefined) throw keyring.missingKey(baseUrl, "provider")
  return found
}

async function localKey({ run }: Paths, baseUrl: string): Promise<string | undefined> {
  const running = await findRunningRelay(run)
  return running && new URL(running.url).origin === new URL(baseUrl).origin ? running.key : undefined
}

function isProviderOrigin(baseUrl: string): boolean {
  const { origin } = new URL(baseUrl)
  return providers.some(
    ({ management }) => management.kind === "api" && new URL(management.baseUrl).origin === origin,
  )
}

function showSteps({ out }: Context): (title: string, steps: readonly string[]) => void {
  return (title, steps) => {
    out.data(out.color.bold(title))
    for (const [index, step] of steps.entries()) out.data(`  ${index + 1}. ${step}`)
  }
}
