import { randomBytes } from "node:crypto"
import { readSettings } from "../../config/settings.ts"
import { createStandardInput } from "../../config/standard-input.ts"
import type { Header } from "../../domain/headers.ts"
import { parseTime } from "../../domain/time.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { requireEventType } from "../../providers/registry.ts"
import { signRequest } from "../../sender/sign-request.ts"
import { isCoded } from "../../signing/scheme.ts"
import type { SignatureOf } from "../../signing/signing-input.ts"
import type { Context, GlobalOptions } from "../context.ts"
import { buildMessage, type Message, readContent } from "./build-message.ts"
import { type AssumeFlags, providerFor, withAssumed } from "./choose-provider.ts"
import { readHeaderFlag, readMethodFlag, readSeedFlag } from "./read-flags.ts"
import { signingSecret } from "./signing-secret.ts"
import { readUrlFlag, urlOfTarget } from "./url-of-target.ts"

/** The flags that say what request to make; `payload`, `sign` and `trigger` share them. */
export interface RequestFlags extends GlobalOptions, AssumeFlags {
  readonly provider?: string
  readonly secret?: string
  readonly unsigned?: boolean
  readonly data?: string
  readonly set?: readonly string[]
  readonly body?: string
  readonly contentType?: string
  readonly id?: string
  readonly timestamp?: string
  readonly method?: string
  readonly url?: string
  readonly header?: readonly string[]
  readonly seed?: string
}

/** A signed request, ready to be shown or sent. */
export interface BuiltRequest {
  readonly provider: Provider
  /** Undefined when exact bytes were given that name none. */
  readonly event: string | undefined
  readonly method: string
  /** Absolute: the one given, or that of the project's forward target, with what the scheme adds to it. */
  readonly url: string
  readonly headers: readonly Header[]
  readonly body: Buffer
  readonly signature: SignatureOf
}

interface RequestInput {
  readonly event: string | undefined
  readonly flags: RequestFlags
  /** Where it goes, when --url does not say what the receiver takes for its own address. */
  readonly target?: string
}

/** Makes requests of one kind: every value of the command line is read and found right. */
export interface RequestMaker {
  readonly provider: Provider
  /** An event of its own, with a new id unless --id, --seed or the bytes given fix it. */
  newMessage(timeMs: number): Message
  /** The message signed at this time; --timestamp beats it. */
  sign(message: Message, timeMs: number): Promise<BuiltRequest>
}

/**
 * Builds and signs the request that the flags describe, and says on stderr what was chosen for them. Exact bytes are
 * never changed; the event may then be left out. Throws a usage error for every wrong value.
 */
export async function buildRequest(
  context: Context,
  input: RequestInput & {
    /** The time of the event and of the signature when --timestamp is not given. */
    readonly timeMs: number
  },
): Promise<BuiltRequest> {
  const maker = await prepareRequests(context, input)
  return await maker.sign(maker.newMessage(input.timeMs), input.timeMs)
}

/** As `buildRequest`, for any number of requests and attempts. */
export async function prepareRequests(context: Context, input: RequestInput): Promise<RequestMaker> {
  const { event, flags } = input
  const method = readMethodFlag(flags.method ?? "POST")
  const headers = (flags.header ?? []).map(readHeaderFlag)
  const seed = flags.seed === undefined ? undefined : readSeedFlag(flags.seed)
  const givenMs = flags.timestamp === undefined ? undefined : parseTime(flags.timestamp)
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, {
    provider: flags.provider,
    secret: flags.secret,
    profile: flags.profile,
  })
  if (event === undefined && flags.body === undefined)
    throw new WhkError("VALUE_MISSING", "<event> is missing.", {
      hint: "Name an event type (`whk events` lists them), or give exact bytes with --body @file.",
    })
  const provider = withAssumed(await providerFor(context, settings, event), flags)
  const warning = event === undefined ? undefined : requireEventType(provider, event).warning
  if (warning !== undefined) context.out.warn(warning)
  const content = await readContent(flags, { cwd: context.cwd, stdin })
  const newMessage = (timeMs: number): Message =>
    buildMessage(provider, event, {
      content,
      headers,
      seed: seed ?? randomBytes(8).toString("hex"),
      timeMs: givenMs ?? timeMs,
    })
  // What is wrong with the data or a path is said before a secret is made or asked for.
  newMessage(context.clock.now())
  const secrets = isUnsigned(provider, flags) ? [] : [await signingSecret(context, settings, provider, stdin)]
  const url =
    flags.url === undefined ? urlOfTarget(input.target ?? settings.forward.value) : readUrlFlag(flags.url)
  let isSaid = false

  return {
    provider,
    newMessage,
    async sign(message, timeMs) {
      const signed = await signRequest({
        provider,
        type: message.event ?? "",
        id: message.id,
        timeMs: givenMs ?? timeMs,
        method,
        url,
        body: message.body,
        secrets,
        headers,
        ...(flags.contentType !== undefined && { contentType: flags.contentType }),
      })
      const body = Buffer.from(signed.body.buffer, signed.body.byteOffset, signed.body.byteLength)
      if (!isSaid)
        sayWhatIsOdd(context, provider, {
          event: message.event,
          signedBodyDiffers: signed.signedBodyDiffers,
          // The provider's own payload is made to be changed; bytes that were given are not.
          givenBodyChanged: flags.body !== undefined && !body.equals(message.body),
        })
      isSaid = true
      const { headers: signedHeaders, signature } = signed
      return {
        provider,
        event: message.event,
        method,
        url: signed.url,
        headers: signedHeaders,
        body,
        signature,
      }
    },
  }
}

/** Asked for, or the only way the provider sends. */
function isUnsigned({ scheme }: Provider, { unsigned }: RequestFlags): boolean {
  return unsigned === true || (!isCoded(scheme) && scheme.algorithm === "none")
}

function sayWhatIsOdd(
  { out }: Context,
  provider: Provider,
  built: {
    readonly event: string | undefined
    readonly signedBodyDiffers: boolean
    readonly givenBodyChanged: boolean
  },
): void {
  const named = [...provider.headers, ...provider.scheme.headers].find(([, value]) =>
    value.includes("{event}"),
  )
  if (built.event === undefined && named)
    out.warn(`${named[0]} is empty: neither the body nor the command line names an event type.`)
  if (built.givenBodyChanged)
    out.warn(`${provider.name} puts its signature into the body: the bytes given were changed for it.`)
  if (built.signedBodyDiffers)
    out.warn(
      `${provider.name} signs JSON.stringify(JSON.parse(body)), which differs from this body. The bytes are untouched; the signature is over the re-serialised text.`,
    )
}
