import type { Capture } from "../capture/capture.ts"
import type { Reading } from "../capture/reading.ts"
import { expectedSignature } from "../diagnosis/expected.ts"
import { repeatedNotes } from "../diagnosis/notes.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { type Judged, verdictJson } from "../ui/verdict-json.ts"
import { verdictView } from "../ui/verdict-view.ts"
import { argument } from "./arguments.ts"
import type { Command, Context } from "./context.ts"
import { startProgress } from "./progress.ts"
import { Notes } from "./request/notes.ts"
import { peekTwo } from "./request/peek-two.ts"
import { stopCode } from "./stop-code.ts"
import { judgeCapture, type Verdict } from "./verify/judge-capture.ts"
import { type Means, openMeans, type VerifyFlags } from "./verify/means.ts"

/** Judges captured requests one by one and proves why one fails; exit 0 only when every one of them is verified. */
export const run: Command<VerifyFlags> = async (context, invocation) => {
  const { options } = invocation
  const { out } = context
  const means = await openMeans(context, { options, file: argument(invocation, 0) })
  try {
    const { isOnly, items } = await peekTwo(means.input)
    const count = await judgeAll(context, { means, items, isOnly })
    const { passedOver } = means.diagnoser
    if (passedOver > 0) out.talk(`The causes of ${passedOver} more failures were not searched for.`)
    const leftOut = count.leftOut === 0 ? "" : `, ${count.leftOut} left out`
    if (!isOnly) out.talk(`${count.verified} verified, ${count.not} not${leftOut}.`)
    return stopCode(context) ?? (count.not + count.leftOut === 0 ? EXIT.done : EXIT.bad)
  } finally {
    await means.keys.close()
  }
}

interface Count {
  readonly verified: number
  readonly not: number
  readonly leftOut: number
}

/** Tells the verdict on each request. One of many that cannot be judged is left out, as anybody may have written it. */
async function judgeAll(
  context: Context,
  {
    means,
    items,
    isOnly,
  }: { readonly means: Means; readonly items: Means["input"]; readonly isOnly: boolean },
): Promise<Count> {
  const notes = new Notes(context.out)
  using progress = startProgress(context, { what: "judged" })
  const count = { verified: 0, not: 0, leftOut: 0 }
  let refused: WhkError | undefined
  for await (const item of items) {
    progress.add()
    const judged = "leftOut" in item ? item.leftOut : await judgeOrRefuse(item, { means, notes, isOnly })
    if (judged instanceof WhkError) {
      count.leftOut += 1
      if (!("leftOut" in item)) refused ??= judged
      notes.tell(`Left out: ${judged.message}`)
      continue
    }
    const isGood = judged.verification.verified && isRightDigest(judged)
    count[isGood ? "verified" : "not"] += 1
    const missing = isGood ? undefined : judged.missingKey
    if (missing !== undefined) notes.tell(`The key is published at ${missing}; --online fetches it.`)
    tell(context, judged, isOnly)
    await context.out.drained()
  }
  // What refuses every request is not the requests' fault.
  if (refused && count.verified + count.not === 0) throw refused
  notes.finish()
  return count
}

async function judgeOrRefuse(
  { capture, notes: own }: Reading,
  { means, notes, isOnly }: { readonly means: Means; readonly notes: Notes; readonly isOnly: boolean },
): Promise<JudgedCapture | WhkError> {
  for (const note of own) notes.tell(note)
  try {
    return await judge(capture, means)
  } catch (error) {
    if (isOnly || !(error instanceof WhkError)) throw error
    return error
  }
}

type JudgedCapture = Judged & { readonly capture: Capture; readonly missingKey: string | undefined }

/** The verdict on one request, and why it is what it is. */
async function judge(own: Capture, means: Means): Promise<JudgedCapture> {
  const { keys, diagnoser, framework, got, urls } = means
  const [url, ...moreUrls] = urls
  const capture = url === undefined ? own : { ...own, url }
  const conditions = means.conditionsOf(own)
  const { providers, note } = means.candidatesFor(capture)
  const keysFor = async (provider: Provider) => ({
    ...(await keys.materialFor(provider, capture)),
    secrets: await means.secretsFor(provider),
  })
  const verdict = await judgeCapture(capture, { candidates: providers, keysFor, ...conditions })
  const otherUrls = url === undefined || own.url === "" ? moreUrls : [...moreUrls, own.url]
  const diagnosis = await diagnoser.explain(capture, verdict, { ...conditions, otherUrls })
  // What is no key of the provider is only worth a verdict where it is known what became of the true one.
  if (verdict.refused && (diagnosis?.causes.length ?? 0) === 0) throw verdict.refused
  diagnoser.remember(capture)
  const { provider } = verdict
  const notes = [
    ...(note === undefined ? [] : [note]),
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

function expectedOf(capture: Capture, { provider, keys, verification }: Verdict): string | undefined {
  const { match } = verification
  const secret = keys.secrets[match?.secretIndex ?? 0]
  if (!provider || secret === undefined) return undefined
  return expectedSignature(provider.scheme, capture, { secret, match })
}
