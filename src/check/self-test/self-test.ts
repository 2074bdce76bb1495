import { parseTarget } from "../../domain/target.ts"
import { findProvider } from "../../providers/registry.ts"
import { generateSecret } from "../../providers/secrets.ts"
import { checkEndpoint, type CheckReport } from "../check.ts"
import { PLANTED } from "./planted.ts"
import { SECRETS } from "./planted/planted-handler.ts"
import { type Handle, handleRightly, serve } from "./receiver.ts"

/** What the suite said about one handler of its own. */
export interface SelfTestResult {
  readonly provider: string
  /** What the handler does wrong; null for the one that does everything right. */
  readonly mistake: string | null
  /** The bug that has to be named; null where none may be. */
  readonly wanted: string | null
  readonly named: readonly string[]
  readonly failedCases: readonly string[]
  readonly ok: boolean
}

export const RIGHT_PROVIDERS = [
  "axelered",
  "axcelerate",
  "accelex",
  "axiestudio",
  "ainexlayer",
  "standard-webhooks",
  "stripe",
  "github",
  "slack",
  "shopify",
  "twilio",
  "discord",
] as const

/** Checks a handler without a mistake for each of these providers, and one handler for each planted mistake. */
export async function* selfTest(signal: AbortSignal): AsyncGenerator<SelfTestResult> {
  for (const provider of RIGHT_PROVIDERS)
    yield await judge({ provider, name: null, bug: null, handle: handleRightly }, signal)
  for (const planted of PLANTED) yield await judge(planted, signal)
}

async function judge(
  {
    provider: id,
    name,
    bug,
    handle,
  }: {
    readonly provider: string
    readonly name: string | null
    readonly bug: string | null
    readonly handle: Handle
  },
  signal: AbortSignal,
): Promise<SelfTestResult> {
  const { cases, bugs } = await checkHandler(id, handle, signal)
  const failedCases = cases.filter(({ ok }) => ok === false).map((one) => one.id)
  const named = bugs.map((one) => one.id)
  const ok = bug === null ? failedCases.length === 0 : failedCases.length > 0 && named[0] === bug
  return { provider: id, mistake: name, wanted: bug, named, failedCases, ok }
}

/** The report on a handler that runs in this process. */
export async function checkHandler(id: string, handle: Handle, signal: AbortSignal): Promise<CheckReport> {
  const provider = findProvider(id)
  const secret = SECRETS[id] ?? generateSecret(provider)
  const verifyToken = "whk-verify-token"
  await using server = await serve({ provider, secret, verifyToken }, handle)
  const event = provider.events[0]!.type
  return await checkEndpoint({
    provider,
    secret,
    target: parseTarget(server.url),
    url: server.url,
    event,
    nowMs: Date.now(),
    seed: "self-test",
    verifyToken,
    signal,
  })
}
