import type { Capture } from "../capture/capture.ts"
import type { LeftOut, Reading } from "../capture/reading.ts"
import { readSettings, type Settings } from "../config/settings.ts"
import { createStandardInput, type StandardInput } from "../config/standard-input.ts"
import type { Diagnosis } from "../diagnosis/diagnosis.ts"
import { expectedSignature } from "../diagnosis/expected.ts"
import { parseDuration } from "../domain/duration.ts"
import { parseTime } from "../domain/time.ts"
import { EXIT, WhkError } from "../errors.ts"
import { detectProviders } from "../providers/detect.ts"
import type { Provider } from "../providers/provider.ts"
import { providers } from "../providers/catalogue.ts"
import { findProvider } from "../providers/registry.ts"
import { verdictJson } from "../ui/verdict-json.ts"
import { verdictView } from "../ui/verdict-view.ts"
import { argument } from "./arguments.ts"
import type { Command, Context, GlobalOptions } from "./context.ts"
import { type AssumeFlags, withAssumed } from "./request/choose-provider.ts"
import { Notes } from "./request/notes.ts"
import { peekTwo } from "./request/peek-two.ts"
import { quoted, readBodyFlag, readHeaderFlag, readMethodFlag } from "./request/read-flags.ts"
import { openCaptures } from "./request/read-input.ts"
import { readUrlFlag } from "./request/url-of-target.ts"
import { stopCode } from "./stop-code.ts"
import { Diagnoser } from "./verify/diagnoser.ts"
import { chooseFramework } from "./verify/framework.ts"
import { givenSecrets } from "./verify/given-secrets.ts"
import { judgeCapture, type Verdict } from "./verify/judge-capture.ts"
import { type KeyFlags, openKeyRing } from "./verify/key-material.ts"
import { knownSecrets } from "./verify/known-secrets.ts"

interface Options extends GlobalOptions, AssumeFlags, KeyFlags {
  readonly provider?: string
  readonly secret?: readonly string[]
  readonly trySecret?: readonly string[]
  readonly body?: string
  readonly header?: readonly string[]
  readonly method?: string
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
  const { out, clock, cwd } = context
  const toleranceMs = options.tolerance === undefined ? undefined : parseDuration(options.tolerance)
  const atMs = options.at === undefined ? undefined : parseTime(options.at)
  const framework = await chooseFramework(options.framework, cwd)
  const [url, ...moreUrls] = (options.url ?? []).map((text) => readUrlFlag(text))
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, { provider: options.provider, profile: options.profile })
  const input = await openInput(context, argument(invocation, 0), { options, stdin })
  const secretsFor = await givenSecrets(context, settings, { flags: options.secret ?? [], stdin })
  const keys = await openKeyRing(context, options)
  const diagnoser = new Diagnoser({
    otherSecrets: await knownSecrets(context, settings, { flags: options.trySecret ?? [], stdin }),
    got: options.got,
  })

  const { isOnly, items } = await peekTwo(input)
  const notes = new Notes(out)
  const counts = { verified: 0, not: 0, leftOut: 0 }
  for await (const item of items) {
    if ("leftOut" in item) {
      counts.leftOut += 1
      notes.tell(`Left out: ${item.leftOut.message}`)
      continue
    }
    for (const note of item.notes) notes.tell(note)
    const capture = url === undefined ? item.capture : { ...item.capture, url }
    const otherUrls = url === undefined ? [] : [...moreUrls, item.capture.url].filter((known) => known !== "")
    const candidates = candidatesFor(capture, { settings, options })
    requireUrl(capture, candidates)
    const conditions = {
      nowMs: atMs ?? capture.receivedAtMs ?? clock.now(),
      ...(toleranceMs !== undefined && { toleranceSeconds: toleranceMs / 1000 }),
    }
    const materialFor = (provider: Provider) => keys.materialFor(provider, capture)
    const verdict = await judgeCapture(capture, { candidates, secretsFor, materialFor, ...conditions })
    const material = verdict.provider ? await materialFor(verdict.provider) : {}
    const diagnosis = await diagnoser.explain(capture, verdict, { ...conditions, ...material }, otherUrls)
    // What is no key of the provider is only worth a verdict where it is known what became of the true one.
    if (verdict.refused && (diagnosis?.causes.length ?? 0) === 0) throw verdict.refused
    diagnoser.remember(capture)
    const isGood = verdict.verification.verified && isRightDigest(diagnosis, options.got)
    counts[isGood ? "verified" : "not"] += 1
    const missing = verdict.provider && keys.missingFor(verdict.provider, capture)
    if (missing && !isGood) notes.tell(`The key is published at ${missing.url}; --online fetches it.`)
    const expected = options.showExpected === true ? expectedOf(capture, verdict) : undefined
    tell(context, { capture, verdict, diagnosis, expected, isOnly, framework, got: options.got })
    await out.drained()
  }
  await keys.close()
  notes.finish()
  if (diagnoser.passedOver > 0)
    out.talk(`The causes of ${diagnoser.passedOver} more failures were not searched for.`)
  const leftOut = counts.leftOut === 0 ? "" : `, ${counts.leftOut} left out`
  if (!isOnly) out.talk(`${counts.verified} verified, ${counts.not} not${leftOut}.`)
  return stopCode(context) ?? (counts.not + counts.leftOut === 0 ? EXIT.done : EXIT.bad)
}

/** With `--got` the answer is good only when the digest is the right one. */
function isRightDigest(diagnosis: Diagnosis | null, got: string | undefined): boolean {
  return got === undefined || diagnosis?.causes.some(({ id }) => id === "got-right") === true
}

interface Told {
  readonly capture: Capture
  readonly verdict: Verdict
  readonly diagnosis: Diagnosis | null
  readonly expected: string | undefined
  readonly isOnly: boolean
  readonly framework: string | undefined
  readonly got: string | undefined
}

function tell({ out }: Context, { capture, isOnly, verdict, ...found }: Told): void {
  const told = { ...verdict, ...found }
  if (!out.json) out.data(verdictView(told, { capture, out, isOnly }))
  else if (isOnly) out.value(verdictJson(told))
  else out.line({ id: capture.id ?? null, ...verdictJson(told) })
}

function expectedOf(capture: Capture, { provider, secrets }: Verdict): string | undefined {
  const [secret] = secrets
  return provider && secret !== undefined ? expectedSignature(provider.scheme, capture, secret) : undefined
}

/** Without the URL, nothing can be said about a signature that covers it. */
function requireUrl({ url }: Capture, candidates: readonly Provider[]): void {
  const [only, ...others] = candidates
  if (!only || others.length > 0 || /^https?:\/\//i.test(url)) return
  const { scheme } = only
  if ("content" in scheme && scheme.content.includes("{url}"))
    throw new WhkError("VALUE_MISSING", `--url is missing: ${only.name} signs the URL of the request.`, {
      hint: "Pass the address that the provider was given, for example --url https://example.com/hooks.",
    })
}

async function openInput(
  context: Context,
  file: string | undefined,
  { options, stdin }: { readonly options: Options; readonly stdin: StandardInput },
): Promise<AsyncIterable<Reading | LeftOut>> {
  if (options.body !== undefined) {
    if (file !== undefined)
      throw new WhkError("USAGE", `"${quoted(file)}" and --body both give a request.`, {
        hint: "Pass a capture file, or --body with --header, not both.",
      })
    const headers = (options.header ?? []).map(readHeaderFlag)
    const method = readMethodFlag(options.method ?? "POST")
    const body = await readBodyFlag(options.body, { cwd: context.cwd, stdin })
    return alone({ capture: { method, url: "", headers, body }, notes: [] })
  }
  const stray =
    options.header !== undefined ? "--header" : options.method !== undefined ? "--method" : undefined
  if (stray !== undefined)
    throw new WhkError("USAGE", `${stray} says nothing about a captured request.`, {
      hint: "Pass --body @file together with --header name:value.",
    })
  return await openCaptures(context, file, stdin)
}

async function* alone(reading: Reading): AsyncGenerator<Reading> {
  yield reading
}

/** The flag's provider, else the capture's, else the settings'; `auto` and nothing at all go by the headers. */
function candidatesFor(
  capture: Capture,
  { settings, options }: { readonly settings: Settings; readonly options: Options },
): readonly Provider[] {
  const known = providers.some(({ id }) => id === capture.provider) ? capture.provider : undefined
  const id = options.provider ?? known ?? settings.provider?.value ?? "auto"
  if (id !== "auto") return [withAssumed(findProvider(id), options)]
  if (options.signatureHeader !== undefined || options.assume !== undefined)
    throw new WhkError("VALUE_MISSING", "--provider is missing.", {
      hint: "Say whose values are to be replaced: --provider <id>.",
    })
  return detectProviders(capture)
}
