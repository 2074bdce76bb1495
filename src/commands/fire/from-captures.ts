import type { Capture } from "../../capture/capture.ts"
import type { LeftOut, Reading } from "../../capture/reading.ts"
import { readSettings, type Settings } from "../../config/settings.ts"
import { createStandardInput, type StandardInput } from "../../config/standard-input.ts"
import { newId } from "../../domain/ids.ts"
import { formatTarget, parseTarget, type Target } from "../../domain/target.ts"
import { withoutHeaders, type Headers } from "../../domain/headers.ts"
import { parseTime } from "../../domain/time.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { readEventType } from "../../providers/read-names.ts"
import { resignRequest } from "../../sender/resign-request.ts"
import type { Context, GlobalOptions } from "../context.ts"
import type { AssumeFlags } from "../request/choose-provider.ts"
import { Notes } from "../request/notes.ts"
import { readHeaderFlag } from "../request/read-flags.ts"
import { openCaptures } from "../request/read-input.ts"
import { signingSecret } from "../request/signing-secret.ts"
import { readUrlFlag, urlOfTarget } from "../request/url-of-target.ts"
import { candidatesOf } from "../verify/candidates.ts"
import { atTarget } from "./path-at-target.ts"
import type { Outgoing, OutgoingRequest } from "./outgoing.ts"
import type { Tally } from "./tally.ts"

/** How captured requests are sent again. */
export interface CaptureFlags extends GlobalOptions, AssumeFlags {
  readonly provider?: string
  readonly secret?: string
  readonly resign?: boolean
  readonly url?: string
  readonly timestamp?: string
  readonly header?: readonly string[]
}

/** The requests of a capture file, each so many times, in turn. Throws what `openCaptures` throws. */
export async function capturesFrom(
  context: Context,
  input: {
    readonly file: string
    readonly flags: CaptureFlags
    readonly to: string
    readonly count: number
    readonly tally: Tally
  },
): Promise<AsyncIterable<Outgoing>> {
  const { file, flags, count, tally } = input
  const stdin = createStandardInput(context.stdin)
  const again = await prepareResending(context, { flags, to: input.to, stdin })
  const readings = await openCaptures(context, file, stdin)
  const notes = new Notes(context.out)

  async function* outgoing(): AsyncGenerator<Outgoing> {
    for await (const reading of readings) {
      const capture = wholeOf(reading, notes)
      if (!capture) tally.leftOut()
      else for (let made = 0; made < count; made += 1) yield await again(capture, notes)
    }
    notes.finish()
  }
  return outgoing()
}

function wholeOf(reading: Reading | LeftOut, notes: Notes): Capture | undefined {
  if ("leftOut" in reading) {
    notes.tell(reading.leftOut.message)
    return undefined
  }
  for (const note of reading.notes) notes.tell(note)
  return reading.capture
}

/** Reads the flags and the settings once, and makes deliveries of captured requests by them. */
export async function prepareResending(
  context: Context,
  { flags, to, stdin }: { readonly flags: CaptureFlags; readonly to: string; readonly stdin: StandardInput },
): Promise<(capture: Capture, notes: Notes) => Promise<Outgoing>> {
  const target = parseTarget(to)
  const headers = (flags.header ?? []).map(readHeaderFlag)
  const signedUrl = flags.url === undefined ? undefined : readUrlFlag(flags.url)
  const givenMs = flags.timestamp === undefined ? undefined : parseTime(flags.timestamp)
  const { provider, secret, profile } = flags
  const settings = await readSettings(context, { provider, secret, profile })
  const candidates = await candidatesOf(context, settings, flags)
  const secretFor = rememberSecrets(context, settings, stdin)

  return async (capture, notes) => {
    const url = atTarget(target, capture.url)
    const { providers, note } = candidates({ ...capture, url: signedUrl ?? urlAt(url) })
    const [whose = null] = providers
    if (note !== undefined && flags.resign) notes.tell(note)
    if (capture.redacted && !flags.resign)
      notes.tell("The capture was redacted: its signature is masked, and --resign makes a new one.")
    if (flags.resign && !whose) throw nameless()
    const key = flags.resign && whose ? await secretFor(whose) : undefined
    return {
      id: newId("dlv"),
      event: (whose && readEventType(whose, capture.headers, capture.body)) ?? null,
      provider: whose,
      url: formatTarget(url),
      request: async (timeMs) =>
        key === undefined || !whose
          ? { url, method: capture.method, headers: withAdded(capture.headers, headers), body: capture.body }
          : await resigned(capture, {
              provider: whose,
              secrets: key,
              url,
              signedUrl: signedUrl ?? urlAt(url),
              timeMs: givenMs ?? timeMs,
              headers,
            }),
    }
  }
}

async function resigned(
  { method, headers, body }: Capture,
  by: {
    readonly provider: Provider
    readonly secrets: readonly string[]
    readonly url: Target
    readonly signedUrl: string
    readonly timeMs: number
    readonly headers: Headers
  },
): Promise<OutgoingRequest> {
  const { provider, secrets, timeMs, signedUrl, url } = by
  const signed = await resignRequest({
    provider,
    method,
    url: signedUrl,
    headers,
    body,
    timeMs,
    secrets,
    added: by.headers,
  })
  const path = url.path + signed.url.slice(signedUrl.length)
  return { url: { ...url, path }, method, headers: signed.headers, body: signed.body }
}

/** The bytes stay; Host is the target's, as with everything that is sent there. */
function withAdded(headers: Headers, added: Headers): Headers {
  return [...withoutHeaders(headers, ["host", ...added.map(([name]) => name)]), ...added]
}

function urlAt(target: Target): string {
  return urlOfTarget(formatTarget(target))
}

/** The key for each provider, read once: one from standard input is there only once. */
function rememberSecrets(
  context: Context,
  settings: Settings,
  stdin: StandardInput,
): (provider: Provider) => Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly string[]>>()
  return async (provider) => {
    const { scheme, id } = provider
    if ("algorithm" in scheme && scheme.algorithm === "none") return []
    const whose = settings.secret ? "any" : id
    const reading =
      known.get(whose) ?? signingSecret(context, settings, provider, stdin).then((secret) => [secret])
    known.set(whose, reading)
    return await reading
  }
}

function nameless(): WhkError {
  return new WhkError("VALUE_MISSING", "--provider is missing: the request does not say whose it is.", {
    hint: "Say whose scheme signs it anew: --provider <id>.",
  })
}
