import { existsSync } from "node:fs"
import { join } from "node:path"
import { asWhkError } from "../../errors.ts"
import type { Setting } from "../../config/settings.ts"
import { createRelayApi } from "../../manage/relay-api.ts"
import { findRunningRelay, isRunningRelay } from "../../manage/running-relay.ts"
import type { Provider } from "../../providers/provider.ts"
import { VERSION } from "../../version.ts"
import type { ConnectionSettings } from "../connection-settings.ts"
import type { Context } from "../context.ts"
import { clockFinding } from "./clock.ts"
import { correction, type Finding, ok, problem, warning } from "./finding.ts"
import { askHealth, askReady } from "./health.ts"

/** Everything about the relay that commands would speak to. */
export async function relayFindings(
  { stop }: Context,
  {
    relay,
    keyring,
    paths,
    named,
  }: Pick<ConnectionSettings, "relay" | "keyring" | "paths"> & {
    /** What gives the relay's address, if anything does. */
    readonly named: Setting<string> | undefined
  },
  provider: Provider | undefined,
): Promise<{ readonly findings: readonly Finding[]; readonly running: string | undefined }> {
  const running = await findRunningRelay(paths.run)
  const url = relay ?? running?.url
  if (url === undefined) return { findings: [noRelay(paths.run)], running: undefined }
  const health = await askHealth(url)
  if (health.kind === "unreachable")
    return { findings: [await unreachable(url, health.why, named)], running: running?.url }
  if (health.kind === "other")
    return {
      findings: [
        problem("relay", `What answers at ${url} (${health.status}) is not a whk relay.`, howToReach(url)),
      ],
      running: running?.url,
    }
  const local = running !== undefined && isRunningRelay(url, running) ? running : undefined
  const key = (await keyring.keyFor(url, "relay")) ?? local?.key
  return {
    running: running?.url,
    findings: [
      ok("relay", `A relay answers at ${url}.`),
      versionFinding(url, health.version),
      await keyFinding({ url, key, stop }),
      readyFinding(url, await askReady(url), paths.data),
      clockFinding(health.clock, provider),
    ],
  }
}

function noRelay(run: string): Finding {
  const isLeft = existsSync(join(run, "relay.json"))
  return warning(
    "relay",
    isLeft
      ? "The relay that ran here is gone; a new one takes its place and its deliveries."
      : "No relay is running on this machine; `listen` starts one by itself.",
    "whk relay",
  )
}

async function unreachable(url: string, why: string, named: Setting<string> | undefined): Promise<Finding> {
  const isTls = url.startsWith("https:")
  const other = isTls ? url.replace(/^https:/, "http:") : url.replace(/^http:/, "https:")
  if (named && (await askHealth(other)).kind === "relay")
    return problem(
      "relay",
      `The relay at ${url} speaks ${isTls ? "plain http: it gets https" : "TLS: it wants https, and gets http"}.`,
      correction("relay", named, other),
    )
  return problem("relay", `The relay at ${url} cannot be reached: ${why}.`, howToReach(url))
}

function howToReach(url: string): string {
  const { hostname, port } = new URL(url)
  const isHere = hostname === "localhost" || hostname.startsWith("127.")
  return isHere ? `whk relay --port ${port || 80}` : `curl -i ${url}/healthz`
}

function versionFinding(url: string, version: string): Finding {
  if (version === VERSION) return ok("relay-version", `It runs the same version, ${version}.`)
  const isOlder = compare(version, VERSION) < 0
  return warning(
    "relay-version",
    `The relay at ${url} runs ${isOlder ? "the older" : "the newer"} ${version}, this is ${VERSION}.`,
    isOlder ? `npm install --global whk@${VERSION}` : `npm install --global whk@${version}`,
  )
}

async function keyFinding(relay: {
  readonly url: string
  readonly key: string | undefined
  readonly stop: AbortSignal
}): Promise<Finding> {
  const { url, key, stop } = relay
  if (key === undefined)
    return problem("relay-key", `There is no API key for ${url}.`, `whk login --relay ${url}`)
  const api = createRelayApi({ url, key, stop })
  try {
    const { name, id } = await api.workspace()
    return ok("relay-key", `Its key opens workspace ${name} (${id}).`)
  } catch (error) {
    const { code, message } = asWhkError(error)
    const isRefused = code === "KEY_REFUSED" || code === "KEY_MISSING"
    return problem("relay-key", message, isRefused ? `whk login --relay ${url}` : `curl -i ${url}/healthz`)
  } finally {
    await api.close()
  }
}

function readyFinding(url: string, status: string | undefined, data: string): Finding {
  switch (status) {
    case "ready":
      return ok("relay-ready", "It takes deliveries.")
    case "disk":
      return problem("relay-ready", "It takes nothing: its disk is short of room.", `df -h ${data}`)
    case "store":
      return problem("relay-ready", "It takes nothing: its store does not answer.", "whk relay")
    case "stopping":
      return warning("relay-ready", "It is stopping and takes nothing any more.", "whk relay")
    default:
      return warning("relay-ready", "It does not say whether it takes deliveries.", `curl -i ${url}/readyz`)
  }
}

/** By the numbers of two versions. */
function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split(/[.-]/).map(Number))
  const at = a!.findIndex((part, index) => part !== b![index])
  return at === -1 ? 0 : (a![at] ?? 0) - (b![at] ?? 0)
}
