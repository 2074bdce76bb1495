import type { Capture } from "../capture/capture.ts"
import { type Captures, readCaptures } from "../capture/read-captures.ts"
import { providerOfSetting } from "../config/named-provider.ts"
import { pathsFor } from "../config/paths.ts"
import { findDevelopmentSecret, readSecret } from "../config/secrets.ts"
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
import { quoted, readBodyFlag, readHeaderFlag, readNamedFile } from "./request/read-flags.ts"
import { secretOfSetting } from "./request/signing-secret.ts"

interface Options extends GlobalOptions, AssumeFlags {
  readonly provider?: string
  readonly secret?: readonly string[]
  readonly body?: string
  readonly header?: readonly string[]
  readonly tolerance?: string
  readonly at?: string
}

/** Judges captured requests; exit 0 only when every one of them is verified. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const { out, clock } = context
  const toleranceMs = options.tolerance === undefined ? undefined : parseDuration(options.tolerance)
  const atMs = options.at === undefined ? undefined : parseTime(options.at)
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, { provider: options.provider, profile: options.profile })
  const named = await namedProviderOf(context, settings)
  const { captures, notes } = await readInput(context, argument(invocation, 0), { options, stdin })
  for (const note of notes) out.warn(note)

  const given = await givenSecrets(context, settings, { flags: options.secret ?? [], stdin })
  const paths = pathsFor(context.env)
  const secretsFor = async (provider: Provider): Promise<readonly string[]> => {
    if (given.length > 0) return given
    const development = await findDevelopmentSecret(provider, paths)
    return development === undefined ? [] : [development]
  }
  let isGood = true
  for (const capture of captures) {
    const verdict = await judgeCapture(capture, {
      candidates: candidatesFor(capture, { options, named }),
      secretsFor,
      nowMs: atMs ?? capture.receivedAtMs ?? clock.now(),
      ...(toleranceMs !== undefined && { toleranceSeconds: toleranceMs / 1000 }),
    })
    isGood &&= verdict.verification.verified
    tell(context, { capture, verdict, isOnly: captures.length === 1 })
  }
  return isGood ? EXIT.done : EXIT.bad
}

function tell(
  { out }: Context,
  judged: { readonly capture: Capture; readonly verdict: Verdict; readonly isOnly: boolean },
): void {
  const { capture, verdict, isOnly } = judged
  const json = verdictJson(verdict)
  if (isOnly) out.value(json)
  else out.line({ id: capture.id ?? null, ...json })
  out.data(verdictView(verdict, { capture, out, isOnly }))
}

async function readInput(
  context: Context,
  file: string | undefined,
  { options, stdin }: { readonly options: Options; readonly stdin: StandardInput },
): Promise<Captures> {
  const { cwd } = context
  if (options.body !== undefined) {
    if (file !== undefined)
      throw new WhkError("USAGE", `"${quoted(file)}" and --body both give a request.`, {
        hint: "Pass a capture file, or --body with --header, not both.",
      })
    const headers = (options.header ?? []).map(readHeaderFlag)
    const body = await readBodyFlag(options.body, { cwd, stdin })
    return { captures: [{ method: "POST", url: "", headers, body }], notes: [] }
  }
  if (options.header !== undefined)
    throw new WhkError("USAGE", "--header says nothing about a captured request.", {
      hint: "Pass --body @file together with --header name:value.",
    })
  if (file !== undefined && file !== "-")
    return readCaptures(await readNamedFile(file, cwd), `"${quoted(file)}"`)
  if (file === undefined && context.stdin.isTTY)
    throw new WhkError("VALUE_MISSING", "[file] is missing.", {
      hint: "Name a capture file, pipe one in, or pass --body @file with --header name:value.",
    })
  return readCaptures(await stdin.read("the capture"), "standard input")
}

async function givenSecrets(
  context: Context,
  settings: Settings,
  { flags, stdin }: { readonly flags: readonly string[]; readonly stdin: StandardInput },
): Promise<readonly string[]> {
  const { env, cwd } = context
  const secrets: string[] = []
  for (const flag of flags) secrets.push(await readSecret(flag, "--secret", { env, folder: cwd, stdin }))
  if (secrets.length > 0 || !settings.secret) return secrets
  return [await secretOfSetting(context, settings, settings.secret, stdin)]
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
