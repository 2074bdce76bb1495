import { startApp } from "../app/start-app.ts"
import { checkEndpoint } from "../check/check.ts"
import { baselineOf, compare, parseBaseline } from "../check/baseline.ts"
import { caseIds } from "../check/cases.ts"
import type { Report } from "../check/report.ts"
import { isPassed } from "../check/report.ts"
import { junitReport } from "../check/reports/junit.ts"
import { readSettings } from "../config/settings.ts"
import { createStandardInput, type StandardInput } from "../config/standard-input.ts"
import { parseDuration } from "../domain/duration.ts"
import { parseTarget, type Target } from "../domain/target.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { generateSecret } from "../providers/secrets.ts"
import { requireEventType } from "../providers/registry.ts"
import { isCoded } from "../signing/scheme.ts"
import { appEnvironment } from "./app-environment.ts"
import { argument } from "./arguments.ts"
import { listCases } from "./check/list.ts"
import { runSelfTest } from "./check/self-test.ts"
import { readFormat, tellReport, writeNamedFile } from "./check/write-report.ts"
import type { Command, Context, GlobalOptions } from "./context.ts"
import { startProgress } from "./progress.ts"
import { type AssumeFlags, providerFor, withAssumed } from "./request/choose-provider.ts"
import { quoted, readHeaderFlag, readNamedFile, readSeedFlag } from "./request/read-flags.ts"
import { openCaptures } from "./request/read-input.ts"
import { readTlsFlags, type TlsFlags } from "./request/read-tls-flags.ts"
import { signingSecret } from "./request/signing-secret.ts"
import { targetUnreachable } from "./request/target-unreachable.ts"
import { readUrlFlag, urlOfTarget } from "./request/url-of-target.ts"
import { stopCode } from "./stop-code.ts"
import { chooseFramework } from "./project/framework.ts"

interface Options extends GlobalOptions, AssumeFlags, TlsFlags {
  readonly provider?: string
  readonly secret?: string
  readonly event?: string
  readonly from?: string
  readonly url?: string
  readonly header?: readonly string[]
  readonly timeout?: string
  readonly seed?: string
  readonly verifyToken?: string
  readonly case?: readonly string[]
  readonly skip?: readonly string[]
  readonly list?: boolean
  readonly baseline?: string
  readonly writeBaseline?: string
  readonly junit?: string
  readonly format?: string
  readonly framework?: string
  readonly exec?: string
  readonly secretEnv?: string
  readonly startTimeout?: string
  readonly selfTest?: boolean
}

const DEFAULT_SEED = "1"
const DEFAULT_VERIFY_TOKEN = "whk-verify-token"

/** Checks how an endpoint handles signatures; exit 0 when every case that applies came out right. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  if (options.selfTest) return await runSelfTest(context)
  const named = argument(invocation, 0)
  if (named === undefined && !options.list)
    throw new WhkError("VALUE_MISSING", "<target> is missing.", {
      hint: "Name the endpoint to check: whk check localhost:3000/webhooks.",
    })
  const plan = await readPlan(context, options, named ?? "localhost:3000")
  if (options.list) return await listCases(context, plan)
  const { report, unreachable } = await checkWith(context, { plan, target: plan.target, options })
  if (context.stop.aborted) return stopCode(context) ?? EXIT.interrupted
  if (unreachable) throw targetUnreachable(plan.target, unreachable)
  // A run that asked nothing would pass for one in which all went well.
  if (report.cases.every(({ ok }) => ok === null))
    throw new WhkError("USAGE", `None of the cases chosen says anything about ${plan.provider.name}.`, {
      hint: "`whk check --list` shows which cases apply, and why the others do not.",
    })
  if (options.writeBaseline !== undefined)
    await writeNamedFile(options.writeBaseline, baselineOf(report.cases), context.cwd)
  if (options.junit !== undefined) await writeNamedFile(options.junit, junitReport(report), context.cwd)
  const { format, framework } = plan
  await tellReport(context, report, { format, framework, isVerbose: options.verbose === true })
  return isPassed(report) || options.writeBaseline !== undefined ? EXIT.done : EXIT.bad
}

type Plan = Awaited<ReturnType<typeof readPlan>>

/** Everything the flags and the settings say, before anything is sent. */
async function readPlan(context: Context, options: Options, named: string) {
  const format = readFormat(options.format)
  const framework = await chooseFramework(options.framework, context.cwd)
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, {
    provider: options.provider,
    secret: options.secret,
    profile: options.profile,
  })
  const provider = withAssumed(await providerFor(context, settings, options.event), options)
  const event = options.event ?? provider.testEvent ?? provider.events[0]?.type ?? "example.event"
  requireEventType(provider, event)
  const target = parseTarget(named)
  const baseline =
    options.baseline === undefined
      ? { accepted: [] }
      : parseBaseline(await readNamedFile(options.baseline, context.cwd), `"${quoted(options.baseline)}"`)
  const plan = {
    format,
    framework,
    provider,
    event,
    target,
    baseline,
    url: options.url === undefined ? urlOfTarget(named) : readUrlFlag(options.url),
    headers: (options.header ?? []).map(readHeaderFlag),
    seed: options.seed === undefined ? DEFAULT_SEED : readSeedFlag(options.seed),
    timeoutMs: options.timeout === undefined ? undefined : parseDuration(options.timeout),
    tls: await readTlsFlags(options, context.cwd),
    body: await bodyFrom(context, options.from, stdin),
    isWanted: wanted(options, provider),
    verifyToken: options.verifyToken ?? DEFAULT_VERIFY_TOKEN,
    startMs: options.startTimeout === undefined ? undefined : parseDuration(options.startTimeout),
  }
  const isSigned = isCoded(provider.scheme) || provider.scheme.algorithm !== "none"
  if (!isSigned) return { ...plan, secret: undefined }
  // A list sends nothing, so that it needs no secret of anybody.
  const secret = options.list
    ? generateSecret(provider)
    : await signingSecret(context, settings, provider, stdin)
  return { ...plan, secret }
}

async function checkWith(
  context: Context,
  { plan, target, options }: { readonly plan: Plan; readonly target: Target; readonly options: Options },
) {
  const { provider, secret, baseline, timeoutMs, body } = plan
  const env =
    options.exec === undefined
      ? {}
      : await appEnvironment(target, { provider, secret, name: options.secretEnv })
  const app =
    options.exec === undefined
      ? undefined
      : await startApp(options.exec, {
          target,
          cwd: context.cwd,
          env: { ...context.env, ...env },
          startMs: plan.startMs,
          stop: context.stop,
        })
  try {
    await app?.ready()
    using progress = startProgress(context, { what: "cases" })
    const { cases, bugs, unreachable } = await checkEndpoint({
      provider,
      secret,
      target,
      url: plan.url,
      event: plan.event,
      nowMs: context.clock.now(),
      seed: plan.seed,
      headers: plan.headers,
      verifyToken: plan.verifyToken,
      tls: plan.tls,
      signal: context.stop,
      isWanted: plan.isWanted,
      onSettled: progress.reach,
      ...(body !== undefined && { body }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    })
    const report: Report = {
      target: plan.url,
      provider,
      event: plan.event,
      cases,
      bugs,
      ...compare(baseline, { cases, known: caseIds(provider) }),
    }
    const isUnreachable = unreachable !== null && unreachable.outcome !== "responded"
    return { report, unreachable: isUnreachable ? unreachable : undefined }
  } finally {
    await app?.[Symbol.asyncDispose]()
  }
}

/** The bytes of a captured event, in place of a sample. */
async function bodyFrom(
  context: Context,
  file: string | undefined,
  stdin: StandardInput,
): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined
  for await (const item of await openCaptures(context, file, stdin)) {
    if ("leftOut" in item) throw item.leftOut
    return item.capture.body
  }
  throw new WhkError("CAPTURE_INVALID", `"${quoted(file)}" holds no request.`)
}

/** Which cases are run. Throws USAGE for an id that is none. */
function wanted(
  { case: only = [], skip = [] }: Pick<Options, "case" | "skip">,
  provider: Provider,
): (id: string) => boolean {
  const known = caseIds(provider)
  const unknown = [...only, ...skip].find((id) => !known.includes(id))
  if (unknown !== undefined)
    throw new WhkError("USAGE", `"${quoted(unknown)}" is not a case.`, {
      hint: "`whk check --list` shows the cases of the provider.",
    })
  return (id) => (only.length === 0 || only.includes(id)) && !skip.includes(id)
}
