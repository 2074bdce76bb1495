import type { Capture } from "../capture/capture.ts"
import type { LeftOut, Reading } from "../capture/reading.ts"
import { providerOfSetting } from "../config/named-provider.ts"
import { readSettings, type Settings } from "../config/settings.ts"
import { createStandardInput, type StandardInput } from "../config/standard-input.ts"
import { parseDuration } from "../domain/duration.ts"
import { parseTime } from "../domain/time.ts"
import { EXIT, WhkError } from "../errors.ts"
import { detectProviders } from "../providers/detect.ts"
import type { Provider } from "../providers/provider.ts"
import { providers } from "../providers/catalogue.ts"
import { verdictJson, verdictView } from "../ui/verdict-view.ts"
import { argument } from "./arguments.ts"
import type { Command, Context, GlobalOptions } from "./context.ts"
import { type AssumeFlags, withAssumed } from "./request/choose-provider.ts"
import { judgeCapture, type Verdict } from "./request/judge-capture.ts"
import { Notes } from "./request/notes.ts"
import { peekTwo } from "./request/peek-two.ts"
import { quoted, readBodyFlag, readHeaderFlag } from "./request/read-flags.ts"
import { openCaptures } from "./request/read-input.ts"
import { verifySecrets } from "./request/verify-secrets.ts"
import { stopCode } from "./stop-code.ts"

interface Options extends GlobalOptions, AssumeFlags {
  readonly provider?: string
  readonly secret?: readonly string[]
  readonly body?: string
  readonly header?: readonly string[]
  readonly tolerance?: string
  readonly at?: string
}

/** Judges captured requests one by one; exit 0 only when every one of them is verified. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const { out, clock } = context
  const toleranceMs = options.tolerance === undefined ? undefined : parseDuration(options.tolerance)
  const atMs = options.at === undefined ? undefined : parseTime(options.at)
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, { provider: options.provider, profile: options.profile })
  const named = await namedProviderOf(context, settings)
  const input = await openInput(context, argument(invocation, 0), { options, stdin })
  const secretsFor = await verifySecrets(context, settings, { flags: options.secret ?? [], stdin })

  const { isOnly, items } = await peekTwo(input)
  const notes = new Notes(out)
  const counts = { verified: 0, not: 0, leftOut: 0 }
  for await (const item of items) {
    if ("leftOut" in item) {
      counts.leftOut += 1
      notes.tell(`Left out: ${item.leftOut.message}`)
      continue
    }
    const { capture } = item
    for (const note of item.notes) notes.tell(note)
    const verdict = await judgeCapture(capture, {
      candidates: candidatesFor(capture, { options, named }),
      secretsFor,
      nowMs: atMs ?? capture.receivedAtMs ?? clock.now(),
      ...(toleranceMs !== undefined && { toleranceSeconds: toleranceMs / 1000 }),
    })
    counts[verdict.verification.verified ? "verified" : "not"] += 1
    tell(context, { capture, verdict, isOnly })
    await out.drained()
  }
  notes.finish()
  const leftOut = counts.leftOut === 0 ? "" : `, ${counts.leftOut} left out`
  if (!isOnly) out.talk(`${counts.verified} verified, ${counts.not} not${leftOut}.`)
  return stopCode(context) ?? (counts.not + counts.leftOut === 0 ? EXIT.done : EXIT.bad)
}

function tell(
  { out }: Context,
  judged: { readonly capture: Capture; readonly verdict: Verdict; readonly isOnly: boolean },
): void {
  const { capture, verdict, isOnly } = judged
  if (!out.json) out.data(verdictView(verdict, { capture, out, isOnly }))
  else if (isOnly) out.value(verdictJson(verdict))
  else out.line({ id: capture.id ?? null, ...verdictJson(verdict) })
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
    const body = await readBodyFlag(options.body, { cwd: context.cwd, stdin })
    return alone({ capture: { method: "POST", url: "", headers, body }, notes: [] })
  }
  if (options.header !== undefined)
    throw new WhkError("USAGE", "--header says nothing about a captured request.", {
      hint: "Pass --body @file together with --header name:value.",
    })
  return await openCaptures(context, file, stdin)
}

async function* alone(reading: Reading): AsyncGenerator<Reading> {
  yield reading
}

/** The provider of the flag or the settings; undefined for `auto`. */
async function namedProviderOf(context: Context, settings: Settings): Promise<Provider | undefined> {
  const { provider } = settings
  if (provider === undefined || provider.value === "auto") return undefined
  return await providerOfSetting(provider, settings, context)
}

/** The flag's provider, else the capture's, else the settings'; `auto` and nothing at all go by the headers. */
function candidatesFor(
  capture: Capture,
  { options, named }: { readonly options: Options; readonly named: Provider | undefined },
): readonly Provider[] {
  const own = options.provider === undefined ? providers.find(({ id }) => id === capture.provider) : undefined
  const provider = own ?? named
  if (provider) return [withAssumed(provider, options)]
  if (options.signatureHeader !== undefined || options.assume !== undefined)
    throw new WhkError("VALUE_MISSING", "--provider is missing.", {
      hint: "Say whose values are to be replaced: --provider <id>.",
    })
  return detectProviders(capture)
}
