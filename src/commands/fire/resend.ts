import type { Capture } from "../../capture/capture.ts"
import { readSettings, type Settings } from "../../config/settings.ts"
import type { StandardInput } from "../../config/standard-input.ts"
import { type Headers, withoutHeaders } from "../../domain/headers.ts"
import { newId } from "../../domain/ids.ts"
import { formatTarget, parseTarget, type Target } from "../../domain/target.ts"
import { parseTime } from "../../domain/time.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { readEventType } from "../../providers/read-names.ts"
import { builtIn } from "../../providers/registry.ts"
import { resignRequest } from "../../sender/resign-request.ts"
import type { Context, GlobalOptions } from "../context.ts"
import { type AssumeFlags, withAssumed } from "../request/choose-provider.ts"
import type { Notes } from "../request/notes.ts"
import { readHeaderFlag } from "../request/read-flags.ts"
import { signingSecret } from "../request/signing-secret.ts"
import { readUrlFlag, urlOfTarget } from "../request/url-of-target.ts"
import { candidatesOf } from "../verify/candidates.ts"
import type { Outgoing, OutgoingRequest } from "./outgoing.ts"
import { atTarget } from "./path-at-target.ts"

/** How captured requests are sent again. */
export interface CaptureFlags extends GlobalOptions, AssumeFlags {
  readonly provider?: string
  readonly secret?: string
  readonly resign?: boolean
  readonly url?: string
  readonly timestamp?: string
  readonly header?: readonly string[]
}

export interface Resending {
  readonly flags: CaptureFlags
  readonly stdin: StandardInput
  /** The captures come from our own relay, which knows whose they are better than any setting; a flag beats it. */
  readonly isOwn?: boolean
}

/** How one captured request is sent again. */
export interface Again {
  readonly to: string
  readonly notes: Notes
  /** `if-known`: without a new signature where nothing says whose request it is. */
  readonly resign: "always" | "if-known" | "never"
}

/** Reads the flags and the settings once, and makes deliveries of captured requests by them. */
export async function prepareResending(
  context: Context,
  { flags, stdin, isOwn }: Resending,
): Promise<(capture: Capture, again: Again) => Promise<Outgoing>> {
  const headers = (flags.header ?? []).map(readHeaderFlag)
  const givenUrl = flags.url === undefined ? undefined : readUrlFlag(flags.url)
  const givenMs = flags.timestamp === undefined ? undefined : parseTime(flags.timestamp)
  const { provider, secret, profile } = flags
  const settings = await readSettings(context, { provider, secret, profile })
  const candidates = await candidatesOf(context, settings, flags)
  const secretsFor = rememberSecrets(context, settings, stdin)

  return async (capture, { to, notes, resign }) => {
    const url = atTarget(parseTarget(to), capture.url)
    const signedUrl = givenUrl ?? urlOfTarget(formatTarget(url))
    const own = isOwn && flags.provider === undefined ? builtIn(capture.provider) : undefined
    const { providers, note } = own
      ? { providers: [withAssumed(own, flags)] }
      : candidates({ ...capture, url: signedUrl })
    const [whose = null] = providers
    if (resign === "always" && !whose) throw nameless()
    if (resign === "if-known" && !whose)
      notes.tell("Nothing says whose request it is, so it gets no new signature; --provider says it.")
    if (note !== undefined && resign !== "never") notes.tell(note)
    if (capture.redacted && resign === "never")
      notes.tell("The capture was redacted: its signature is masked, and --resign makes a new one.")
    const signer =
      resign !== "never" && whose ? { provider: whose, secrets: await secretsFor(whose) } : undefined
    return {
      id: newId("dlv"),
      event: (whose && readEventType(whose, capture.headers, capture.body)) ?? null,
      provider: whose,
      url: formatTarget(url),
      async request(timeMs) {
        if (!signer)
          return {
            url,
            method: capture.method,
            headers: withAdded(capture.headers, headers),
            body: capture.body,
          }
        const added = { added: headers, timeMs: givenMs ?? timeMs, url, signedUrl }
        return await resigned(capture, { ...signer, ...added })
      },
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
    readonly added: Headers
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
    added: by.added,
  })
  const path = url.path + signed.url.slice(signedUrl.length)
  return { url: { ...url, path }, method, headers: signed.headers, body: signed.body }
}

/** The bytes stay; Host is the target's, as with everything that is sent there. */
function withAdded(headers: Headers, added: Headers): Headers {
  return [...withoutHeaders(headers, ["host", ...added.map(([name]) => name)]), ...added]
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
