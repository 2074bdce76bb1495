import type { Capture } from "../capture/capture.ts"
import { readSettings } from "../config/settings.ts"
import { createStandardInput } from "../config/standard-input.ts"
import { expectedSignature } from "../diagnosis/expected.ts"
import { repeatedNotes } from "../diagnosis/notes.ts"
import { parseDuration } from "../domain/duration.ts"
import { parseTime } from "../domain/time.ts"
import { EXIT } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { type Judged, verdictJson } from "../ui/verdict-json.ts"
import { verdictView } from "../ui/verdict-view.ts"
import { argument } from "./arguments.ts"
import type { Command, Context, GlobalOptions } from "./context.ts"
import type { AssumeFlags } from "./request/choose-provider.ts"
import { Notes } from "./request/notes.ts"
import { peekTwo } from "./request/peek-two.ts"
import { readUrlFlag } from "./request/url-of-target.ts"
import { stopCode } from "./stop-code.ts"
import { candidatesOf } from "./verify/candidates.ts"
import { Diagnoser } from "./verify/diagnoser.ts"
import { chooseFramework } from "./verify/framework.ts"
import { givenSecrets } from "./verify/given-secrets.ts"
import { judgeCapture, type Verdict } from "./verify/judge-capture.ts"
import { type KeyFlags, openKeyRing } from "./verify/key-material.ts"
import { knownSecrets } from "./verify/known-secrets.ts"
import { openInput, type RequestFlags } from "./verify/open-input.ts"

interface Options extends GlobalOptions, AssumeFlags, KeyFlags, RequestFlags {
  readonly provider?: string
  readonly secret?: readonly string[]
  readonly trySecret?: readonly string[]
  readonly url?: readonly string[]
  readonly tolerance?: string
  readonly at?: string
  readonly got?: string
  readonly showExpected?: boolean
  readonly framework?: string
}

/** Judges captured requests one by one and proves why one fails; exit 0 only when every one of them is verified. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const { out } = context
  const means = await openMeans(context, { options, file: argument(invocation, 0) })
  const { isOnly, items } = await peekTwo(means.input)
  const notes = new Notes(out)
  const counts = { verified: 0, not: 0, leftOut: 0 }
  for await (const item of items) {
    if ("leftOut" in item) {
      counts.leftOut += 1
      notes.tell(`Left out: ${item.leftOut.message}`)
      continue
    }
    for (const note of item.notes) notes.tell(note)
    const judged = await judge(item.capture, means)
    const isGood = judged.verification.verified && isRightDigest(judged)
    counts[isGood ? "verified" : "not"] += 1
    const missing = isGood ? undefined : judged.missingKey
    if (missing !== undefined) notes.tell(`The key is published at ${missing}; --online fetches it.`)
    tell(context, judged, isOnly)
    await out.drained()
  }
  await means.keys.close()
  notes.finish()
  const { passedOver } = means.diagnoser
  if (passedOver > 0) out.talk(`The causes of ${passedOver} more failures were not searched for.`)
  const leftOut = counts.leftOut === 0 ? "" : `, ${counts.leftOut} left out`
  if (!isOnly) out.talk(`${counts.verified} verified, ${counts.not} not${leftOut}.`)
  return stopCode(context) ?? (counts.not + counts.leftOut === 0 ? EXIT.done : EXIT.bad)
}

type Means = Awaited<ReturnType<typeof openMeans>>

/** Everything the flags and the settings say, read before the first request is. */
async function openMeans(
  context: Context,
  { options, file }: { readonly options: Options; readonly file: string | undefined },
) {
  const toleranceMs = options.tolerance === undefined ? undefined : parseDuration(options.tolerance)
  const atMs = options.at === undefined ? undefined : parseTime(options.at)
  const framework = await chooseFramework(options.framework, context.cwd)
  const urls = (options.url ?? []).map((text) => readUrlFlag(text))
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, { provider: options.provider, profile: options.profile })
  const candidatesFor = await candidatesOf(context, settings, options)
  const input = await openInput(context, file, { flags: options, stdin })
  const secretsFor = await givenSecrets(context, settings, { flags: options.secret ?? [], stdin })
  const keys = await openKeyRing(context, options)
  const otherSecrets = await knownSecrets(context, settings, { flags: options.trySecret ?? [], stdin })
  const { got, showExpected = false } = options
  const diagnoser = new Diagnoser({ otherSecrets, got })
  const conditionsOf = ({ receivedAtMs }: Capture) => ({
    nowMs: atMs ?? receivedAtMs ?? context.clock.now(),
    ...(toleranceMs !== undefined && { toleranceSeconds: toleranceMs / 1000 }),
  })
  return {
    input,
    candidatesFor,
    secretsFor,
    keys,
    diagnoser,
    conditionsOf,
    urls,
    framework,
    got,
    showExpected,
  }
}

type JudgedCapture = Judged & { readonly capture: Capture; readonly missingKey: string | undefined }

/** The verdict on one request, and why it is what it is. */
async function judge(own: Capture, means: Means): Promise<JudgedCapture> {
  const { keys, diagnoser, framework, got, urls } = means
  const [url, ...moreUrls] = urls
  const capture = url === undefined ? own : { ...own, url }
  const conditions = means.conditionsOf(own)
  const materialFor = (provider: Provider) => keys.materialFor(provider, capture)
  const candidates = means.candidatesFor(capture)
  const verdict = await judgeCapture(capture, {
    candidates,
    secretsFor: means.secretsFor,
    materialFor,
    ...conditions,
  })
  const { provider } = verdict
  const material = provider ? await materialFor(provider) : {}
  const otherUrls = url === undefined || own.url === "" ? moreUrls : [...moreUrls, own.url]
  const diagnosis = await diagnoser.explain(capture, verdict, { ...conditions, ...material, otherUrls })
  // What is no key of the provider is only worth a verdict where it is known what became of the true one.
  if (verdict.refused && (diagnosis?.causes.length ?? 0) === 0) throw verdict.refused
  diagnoser.remember(capture)
  const notes = [
    ...(provider ? repeatedNotes(provider.scheme, capture) : []),
    ...(diagnosis?.notes ?? []),
    ...(verdict.refused ? [verdict.refused.message] : []),
  ]
  const expected = means.showExpected ? expectedOf(capture, verdict) : undefined
  const missingKey = provider ? keys.missingFor(provider, capture)?.url : undefined
  return { ...verdict, capture, diagnosis, notes, expected, framework, got, missingKey }
}

/** With `--got` the answer is good only when the digest is the right one. */
function isRightDigest({ diagnosis, got }: Pick<Judged, "diagnosis" | "got">): boolean {
  return got === undefined || diagnosis?.got === "right"
}

function tell({ out }: Context, judged: JudgedCapture, isOnly: boolean): void {
  const { capture } = judged
  if (!out.json) out.data(verdictView(judged, { capture, out, isOnly }))
  else if (isOnly) out.value(verdictJson(judged))
  else out.line({ id: capture.id ?? null, ...verdictJson(judged) })
}

function expectedOf(capture: Capture, { provider, secrets, verification }: Verdict): string | undefined {
  const { match } = verification
  const secret = secrets[match?.secretIndex ?? 0]
  if (!provider || secret === undefined) return undefined
  return expectedSignature(provider.scheme, capture, { secret, match })
}
