import type { PlannedCase } from "../../check/case.ts"
import { caseIds, planCase } from "../../check/cases.ts"
import { type CaseResult, Runner, type ShotResult } from "../../check/run.ts"
import { Subject } from "../../check/subject.ts"
import { readSettings } from "../../config/settings.ts"
import { createStandardInput } from "../../config/standard-input.ts"
import { parseDuration } from "../../domain/duration.ts"
import { nearest } from "../../domain/event-types.ts"
import { newId } from "../../domain/ids.ts"
import { formatTarget, parseTarget } from "../../domain/target.ts"
import { cleanText } from "../../domain/text.ts"
import { parseTime } from "../../domain/time.ts"
import { EXIT, WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { requireEventType } from "../../providers/registry.ts"
import { interruptedCode } from "../connection.ts"
import type { Context } from "../context.ts"
import { buildMessage, readContent } from "../request/build-message.ts"
import type { RequestFlags } from "../request/build-request.ts"
import { providerFor, withAssumed } from "../request/choose-provider.ts"
import { quoted, readHeaderFlag, readSeedFlag } from "../request/read-flags.ts"
import { readTlsFlags, type TlsFlags } from "../request/read-tls-flags.ts"
import { signingSecret } from "../request/signing-secret.ts"
import { targetUnreachable } from "../request/target-unreachable.ts"
import { readUrlFlag, urlOfTarget } from "../request/url-of-target.ts"
import { tellAttempt } from "../tell-attempt.ts"
import { attemptJson } from "./fire.ts"

export interface CorruptFlags extends RequestFlags, TlsFlags {
  readonly to: string
  readonly corrupt: string
  readonly timeout?: string
  readonly verifyToken?: string
}

/** Sends what one case of `check` sends; exit 0 when the target does with it what the case expects. */
export async function sendCorrupted(
  context: Context,
  event: string | undefined,
  flags: CorruptFlags,
): Promise<number> {
  const target = parseTarget(flags.to)
  const url = flags.url === undefined ? urlOfTarget(flags.to) : readUrlFlag(flags.url)
  const timeoutMs = flags.timeout === undefined ? undefined : parseDuration(flags.timeout)
  const tls = await readTlsFlags(flags, context.cwd)
  const subject = await readSubject(context, event, { flags, url })
  const { provider } = subject
  const planned = await requireCase(flags.corrupt, subject)
  const { success, timeoutMs: usualMs } = provider.delivery
  const rules = { success, timeoutMs: timeoutMs ?? usualMs }
  const runner = new Runner({ target, url, rules, tls, signal: context.stop })
  try {
    const atMs = context.clock.now()
    const [result] = await runner.run([planned])
    const shots = result?.shots ?? []
    for (const shot of shots) tellShot(context, { subject, planned, shot, atMs, url: formatTarget(target) })
    if (context.stop.aborted) return interruptedCode(context)
    const [first] = shots
    if (first) refuseUnreached(first, flags.to)
    return result ? tellVerdict(context, planned, result) : EXIT.bad
  } finally {
    await runner.close()
  }
}

async function readSubject(
  context: Context,
  named: string | undefined,
  { flags, url }: { readonly flags: CorruptFlags; readonly url: string },
): Promise<Subject> {
  const headers = (flags.header ?? []).map(readHeaderFlag)
  const nowMs = flags.timestamp === undefined ? context.clock.now() : parseTime(flags.timestamp)
  const seed = flags.seed === undefined ? newId("evt") : readSeedFlag(flags.seed)
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, {
    provider: flags.provider,
    secret: flags.secret,
    profile: flags.profile,
  })
  const provider = withAssumed(await providerFor(context, settings, named), flags)
  const event = named ?? provider.testEvent ?? provider.events[0]?.type ?? "example.event"
  requireEventType(provider, event)
  requireId(flags.corrupt, provider)
  const content = await readContent(flags, { cwd: context.cwd, stdin })
  const isGiven = content.body !== undefined || content.data !== undefined || content.set.length > 0
  const message = buildMessage(provider, event, { content, headers, seed, timeMs: nowMs })
  const isSigned = !("algorithm" in provider.scheme && provider.scheme.algorithm === "none")
  return new Subject({
    provider,
    secret: flags.unsigned || !isSigned ? undefined : await signingSecret(context, settings, provider, stdin),
    url,
    event,
    nowMs,
    seed,
    headers,
    verifyToken: flags.verifyToken ?? "whk-verify-token",
    ...(isGiven && { body: message.body }),
  })
}

function requireId(id: string, provider: Provider): void {
  const known = caseIds(provider)
  if (known.includes(id)) return
  const near = nearest(id, known)
  throw new WhkError("USAGE", `"${quoted(id)}" is not a case of \`whk check\`.`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : `\`whk check --list --provider ${provider.id}\` lists them.`,
  })
}

/** Throws USAGE for one that says nothing about the provider. */
async function requireCase(id: string, subject: Subject): Promise<PlannedCase> {
  const planned = await planCase(id, subject)
  if (planned && !("skipped" in planned)) return planned
  const why = planned ? `: ${planned.skipped}` : ""
  throw new WhkError("USAGE", `The case ${id} does not apply to ${subject.provider.name}${why}.`, {
    hint: `\`whk check --list --provider ${subject.provider.id}\` shows those that do.`,
  })
}

function refuseUnreached({ result: { attempt, connected } }: ShotResult, to: string): void {
  if (attempt.outcome !== "responded" && (!connected || attempt.outcome === "tls"))
    throw targetUnreachable(parseTarget(to), attempt)
}

function tellShot(
  context: Context,
  told: {
    readonly subject: Subject
    readonly planned: PlannedCase
    readonly shot: ShotResult
    readonly atMs: number
    readonly url: string
  },
): void {
  const { subject, planned, shot, atMs, url } = told
  const { provider, options } = subject
  const delivery = { id: newId("dlv"), event: options.event, provider: provider.id }
  tellAttempt(context, delivery, attemptJson(shot.result, { number: 1, atMs, url }), {
    rule: provider.delivery.success,
    isGood: shot.problem === undefined,
    more: { case: planned.id, expect: shot.expected, asExpected: shot.problem === undefined },
  })
}

const EXPECTED = { accept: "success", reject: "a refusal in the 400s", any: "anything but a crash" } as const

function tellVerdict({ out }: Context, { id, expect }: PlannedCase, { ok, detail }: CaseResult): number {
  const verdict =
    ok === true
      ? out.talkColor.green("as it should be")
      : out.talkColor.red(cleanText(detail ?? "not so", 300))
  out.talk(`${id} expects ${EXPECTED[expect]}: ${verdict}.`)
  return ok === true ? EXIT.done : EXIT.bad
}
