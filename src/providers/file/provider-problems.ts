import { type Header, isWritableHeader, withoutHeaders } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { readBodyField } from "../../signing/body-field.ts"
import { carriesSeveral, isCoded } from "../../signing/scheme.ts"
import { signDeclared } from "../../signing/sign-declared.ts"
import type { SigningInput } from "../../signing/signing-input.ts"
import { fillTemplate } from "../../signing/template.ts"
import { verifyDeclared } from "../../signing/verify-declared.ts"
import type { EventType, Provider, RequestNames } from "../provider.ts"
import { readEventId, readEventType } from "../read-names.ts"
import { requireEventType } from "../registry.ts"
import { sampleContext } from "../sample.ts"
import { checkSecret } from "../secrets.ts"
import { writeBody } from "../write-body.ts"
import { type FileProblem, quote } from "./problem.ts"

// A moment with milliseconds, so that units that drop them show.
const TIME_MS = 1_767_225_845_123
const URL = "https://example.com/hooks?a=1"

interface Built {
  readonly event: EventType
  readonly id: string
  readonly headers: readonly Header[]
  readonly body: Buffer
}

/**
 * What is wrong with a provider, found by doing with it what it is for: every sample is built, and the first one is
 * signed and verified.
 */
export function* providerProblems(provider: Provider): Iterable<FileProblem> {
  const events = provider.events.length > 0 ? provider.events : [anyEvent(provider)]
  const built = events.map((event) => build(provider, event))
  for (const request of built) {
    yield* namesProblems(provider, request)
    yield* headerProblems(request)
  }
  const inSecret = [...secretProblems(provider)]
  yield* inSecret
  if (inSecret.length === 0 && built[0]) yield* signingProblems(provider, built[0])
}

function anyEvent(provider: Provider): EventType {
  return requireEventType(provider, "example.event").eventType
}

function build(provider: Provider, event: EventType): Built {
  const context = sampleContext("file", TIME_MS)
  const id = provider.newEventId(context)
  const data = event.sample(context, id)
  const envelope = provider.envelope({ type: event.type, id, timeMs: TIME_MS, data, context })
  const values = { event: event.type, id, uuid: context.uuid(), "now-iso": new Date(TIME_MS).toISOString() }
  const { headers: own = [] } = event
  const names = own.map(([name]) => name)
  const templates = [...withoutHeaders(provider.headers, names), ...own, ...provider.scheme.headers]
  const headers = templates.map(([name, template]): Header => [name, fillTemplate(template, values)])
  return { event, id, headers, body: writeBody(provider, envelope) }
}

function* headerProblems({ event, headers }: Built): Iterable<FileProblem> {
  const unwritable = headers.find((header) => !isWritableHeader(header))
  if (unwritable)
    yield {
      path: ["events", event.type],
      problem: `makes ${unwritable[0]} ${quote(unwritable[1])}, which no header can hold`,
      hint: "Use a name for the event type that a header can hold.",
    }
}

function* namesProblems(provider: Provider, { event, id, headers, body }: Built): Iterable<FileProblem> {
  const { names } = provider
  const found = { event: readEventType(provider, headers, body), id: readEventId(provider, headers, body) }
  const inSample = `in a sample of ${event.type}`
  if (names.event && found.event !== event.type)
    yield misplaced("event", names.event, `the event type; ${inSample} it ${saysText(found.event)}`)
  if (names.id && found.id !== id)
    yield misplaced("id", names.id, `the event's id; ${inSample} it ${saysText(found.id)}`)
}

function misplaced(
  name: "event" | "id",
  place: NonNullable<RequestNames["event"]>,
  what: string,
): FileProblem {
  const where =
    "header" in place
      ? `the header ${place.header}`
      : `${"path" in place ? place.path : "a part"} of the body`
  return {
    path: ["names", name],
    problem: `says that ${where} holds ${what}`,
    hint: `Write "{${name}}" there, name another place, or take names.${name} out to have it found.`,
  }
}

function saysText(found: string | undefined): string {
  return found === undefined ? "is not there" : `is ${quote(found)} instead`
}

function* secretProblems(provider: Provider): Iterable<FileProblem> {
  const { scheme } = provider
  if (isCoded(scheme) || scheme.algorithm === "none") return
  const problem = checkSecret(provider, newSecrets(provider)[0]!)
  if (problem !== undefined)
    yield {
      path: ["secret"],
      problem: `and scheme.key do not fit: a new secret would be refused, ${problem.replace(/^[^:]+: /, "")}`,
      hint: "Change secret.format or scheme.key, so that a secret of that format is a key.",
    }
}

function newSecrets({ secret }: Provider): string[] {
  return [0x11, 0x5a].map((byte) => secret.generate(Buffer.alloc(32, byte)))
}

function* signingProblems(provider: Provider, { event, id, body }: Built): Iterable<FileProblem> {
  const { scheme } = provider
  if (isCoded(scheme) || scheme.algorithm === "none") return
  const at = scheme.timestamp?.at
  if (at !== undefined && readBodyField(body, at) === undefined) {
    yield {
      path: ["scheme", "timestamp", "at"],
      problem: `is ${quote(at)}, where a sample of ${event.type} has no time`,
      hint: 'Put it into the envelope or the samples, for example as "{now-s}" or "{now-ms}".',
    }
    return
  }
  const secrets = newSecrets(provider).slice(0, carriesSeveral(scheme) ? 2 : 1)
  const input: SigningInput = {
    secrets,
    id,
    timestampMs: TIME_MS,
    eventType: event.type,
    method: "POST",
    url: URL,
    body,
  }
  try {
    const signed = signDeclared(scheme, input)
    for (const secret of secrets) {
      const request = { ...signed, method: "POST", secrets: [secret], nowMs: TIME_MS }
      const { verified, reason } = verifyDeclared(scheme, request)
      if (!verified)
        yield {
          path: ["scheme"],
          problem: `does not verify what it signs itself (${reason}${secret === secrets[0] ? "" : ", with a second secret"})`,
          hint: "Compare the header's template, separator and timestamp with a request the provider sent.",
        }
    }
  } catch (error) {
    if (!(error instanceof WhkError)) throw error
    yield { path: ["scheme"], problem: `cannot sign a sample: ${error.message}`, hint: error.hint }
  }
}
