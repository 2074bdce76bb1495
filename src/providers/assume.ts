import { isWritableHeader } from "../domain/headers.ts"
import { parseDuration } from "../domain/duration.ts"
import { WhkError } from "../errors.ts"
import {
  type DeclaredScheme,
  isCoded,
  type KeyRule,
  type Scheme,
  signaturePlace,
  type TimestampRule,
  withSignatureHeader,
} from "../signing/scheme.ts"
import { CONTENT_NAMES, templateProblem } from "./file/placeholders.ts"
import type { FileProblem } from "./file/problem.ts"
import { schemeProblems } from "./file/scheme-problems.ts"
import type { EndpointRules, Provider } from "./provider.ts"

type Override = (provider: Provider, value: string) => Provider

/** The assumed values that a user can replace; what is assumed about payloads is replaced with --data and --set. */
const OVERRIDES: Readonly<Record<string, Override>> = {
  "signature.header": (provider, value) =>
    withScheme(provider, withSignatureHeader(provider.scheme, headerName(value))),
  "signature.algorithm": (provider, value) => declared(provider, { algorithm: oneOf(value, ALGORITHMS) }),
  "signature.encoding": (provider, value) =>
    declared(provider, { digest: oneOf(value, ["hex", "base64", "base64url"]) }),
  "signature.key": (provider, value) => declared(provider, { key: keyRule(provider.scheme, value) }),
  "signature.content": (provider, value) => declared(provider, { content: requireContent(value) }),
  "signature.prefix": (provider, value) => withScheme(provider, withPrefix(provider.scheme, value)),
  "signature.body": (provider, value) =>
    declared(provider, { bodyForms: [oneOf(value, ["raw", "reserialised"])] }),
  "signature.timestamp": (provider, value) =>
    withScheme(provider, withTimestampHeader(provider.scheme, value)),
  "signature.timestamp-unit": (provider, value) =>
    withTimestamp(provider, { unit: oneOf<TimestampRule["unit"]>(value, ["s", "ms", "iso"]) }),
  "signature.tolerance": withTolerance,
  "signature.future-tolerance": (provider, value) =>
    withTimestamp(provider, { futureToleranceSeconds: toleranceSeconds(value) }),
  "secret.length": (provider, value) => ({
    ...provider,
    secret: { ...provider.secret, minLength: wholeNumber(value) },
  }),
  "delivery.success": (provider, value) => ({
    ...provider,
    delivery: { ...provider.delivery, success: successRule(value) },
  }),
  "delivery.timeout": (provider, value) => ({
    ...provider,
    delivery: { ...provider.delivery, timeoutMs: parseDuration(value) },
  }),
  "delivery.schedule": (provider, value) => {
    const delaysMs = value === "none" ? [] : value.split(",").map(parseDuration)
    const schedule = { delaysMs, certainty: "assumed", source: "given by the user" } as const
    return { ...provider, delivery: { ...provider.delivery, schedule } }
  },
  "endpoint.https": (provider, value) =>
    withEndpoint(provider, { httpsOnly: oneOf(value, ["required", "optional"]) === "required" }),
  "endpoint.active": (provider, value) =>
    withEndpoint(provider, { hasActiveFlag: oneOf(value, ["yes", "no"]) === "yes" }),
  "rotation.overlap": (provider, value) =>
    withEndpoint(provider, {
      rotation: oneOf(value, ["none", "overlap"]) === "none" ? "old-dies-at-once" : "overlap",
    }),
}

/** A coded scheme computes its signature its own way; only a declared one has these parts to replace. */
const DECLARED_ONLY = new Set([
  "signature.algorithm",
  "signature.encoding",
  "signature.key",
  "signature.content",
  "signature.body",
])

const HEADERS = "headers."

/**
 * The provider with assumed values replaced, for example `delivery.schedule` by `5s,30s,2m`. Throws USAGE for a key
 * that is not assumed in its file, for a value that the key cannot have, and for values that do not go together.
 */
export function assumeAll(
  provider: Provider,
  pairs: readonly (readonly [key: string, value: string])[],
): Provider {
  const replaced = pairs.reduce((changed, [key, value]) => assume(changed, key, value), provider)
  const problem = signingProblem(replaced)
  if (problem === undefined || signingProblem(provider) !== undefined) return replaced
  throw new WhkError("USAGE", `With the values given, ${problem.path.join(".")} ${problem.problem}.`, {
    hint: "Replace the other value as well, or write a provider file: `whk providers --template`.",
  })
}

function signingProblem({ scheme, bodyFormat }: Provider): FileProblem | undefined {
  if (isCoded(scheme)) return undefined
  const [problem] = schemeProblems(scheme, bodyFormat)
  return problem
}

/** As `assumeAll`, for one value. */
export function assume(provider: Provider, key: string, value: string): Provider {
  const assumed = provider.assumptions.map((assumption) => assumption.key)
  const override = assumed.includes(key) ? overrideOf(provider, key) : undefined
  if (!override) {
    const keys = assumed.filter((candidate) => overrideOf(provider, candidate))
    throw new WhkError("USAGE", `"${key}" is not a value of ${provider.name} that can be replaced.`, {
      hint: keys.length > 0 ? `These can: ${keys.join(", ")}.` : "Use --data, --set or --header instead.",
    })
  }
  const replaced = override(provider, value)
  const assumptions = provider.assumptions.map((assumption) =>
    assumption.key === key ? { ...assumption, value, why: "Given by the user." } : assumption,
  )
  return { ...replaced, assumptions }
}

function overrideOf({ headers, scheme }: Provider, key: string): Override | undefined {
  if (isCoded(scheme) && DECLARED_ONLY.has(key)) return undefined
  if (Object.hasOwn(OVERRIDES, key)) return OVERRIDES[key]
  if (!key.startsWith(HEADERS)) return undefined
  const wanted = key.slice(HEADERS.length)
  const exact = [...headers, ...scheme.headers].find(([name]) => name.toLowerCase() === wanted)
  // `headers.user-id` for X-Fal-Webhook-User-Id, where no other header ends so.
  const [ending, ...others] = headers.filter(([name]) => name.toLowerCase().endsWith(`-${wanted}`))
  const named = exact ?? (others.length === 0 ? ending : undefined)
  return named && ((provider, value) => withHeader(provider, named[0], value))
}

/** An empty value leaves the header out. */
function withHeader(provider: Provider, name: string, value: string): Provider {
  if (!isWritableHeader([name, value]))
    throw new WhkError("USAGE", `"${value}" cannot be the value of ${name}.`, {
      hint: "Use Latin-1 text without line breaks.",
    })
  const replaced = (headers: Provider["headers"]): Provider["headers"] =>
    headers.flatMap((header) => {
      if (header[0] !== name) return [header]
      return value === "" ? [] : [[name, value] as const]
    })
  return {
    ...provider,
    headers: replaced(provider.headers),
    scheme: { ...provider.scheme, headers: replaced(provider.scheme.headers) },
  }
}

function headerName(value: string): string {
  if (isWritableHeader([value, ""])) return value
  throw new WhkError("USAGE", `"${value}" is not the name of a header.`, {
    hint: "Write a name alone, for example X-Signature.",
  })
}

function withScheme(provider: Provider, scheme: Scheme): Provider {
  return { ...provider, scheme }
}

function withEndpoint(provider: Provider, change: Partial<EndpointRules>): Provider {
  return { ...provider, endpoint: { ...provider.endpoint, ...change } }
}

function declared(provider: Provider, change: Partial<DeclaredScheme>): Provider {
  return isCoded(provider.scheme) ? provider : withScheme(provider, { ...provider.scheme, ...change })
}

/** A prefix stays what it was: `signature.key` says how the rest becomes bytes. */
function keyRule(scheme: Scheme, value: string): KeyRule {
  const decoding = oneOf(value, ["utf8", "base64", "hex"])
  const prefix = isCoded(scheme) ? undefined : scheme.key.prefix
  return { decoding, ...(prefix !== undefined && decoding !== "utf8" && { prefix }) }
}

function withPrefix(scheme: Scheme, prefix: string): Scheme {
  const place = signaturePlace(scheme)
  const headers = scheme.headers.map((header) =>
    place && "header" in place && header[0] === place.header
      ? ([place.header, `${prefix}{signature}`] as const)
      : header,
  )
  return { ...scheme, headers }
}

/** `none`, or the header that carries the time in front of the signature. */
function withTimestampHeader(scheme: Scheme, value: string): Scheme {
  const { timestamp, ...others } = scheme
  const headers = scheme.headers.filter(([, template]) => template !== "{timestamp}")
  if (value === "none") return { ...others, headers }
  return {
    ...scheme,
    headers: [[headerName(value), "{timestamp}"], ...headers],
    timestamp: timestamp ?? { unit: "s" },
  }
}

function withTimestamp(
  provider: Provider,
  change: { readonly [Name in keyof TimestampRule]?: TimestampRule[Name] | undefined },
): Provider {
  const { timestamp } = provider.scheme
  const { toleranceSeconds, futureToleranceSeconds, ...rest } = {
    unit: "s" as const,
    ...timestamp,
    ...change,
  }
  const rule: TimestampRule = {
    ...(rest as Pick<TimestampRule, "unit" | "at">),
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    ...(futureToleranceSeconds !== undefined && { futureToleranceSeconds }),
  }
  return withScheme(provider, { ...provider.scheme, timestamp: rule })
}

function withTolerance(provider: Provider, value: string): Provider {
  return withTimestamp(provider, { toleranceSeconds: toleranceSeconds(value) })
}

function toleranceSeconds(value: string): number | undefined {
  return value === "none" ? undefined : parseDuration(value) / 1000
}

function successRule(value: string): Provider["delivery"]["success"] {
  if (value === "2xx") return value
  const statuses = value.split(",").map((text) => text.trim())
  const wrong = statuses.find((text) => !/^[1-5]\d\d$/.test(text))
  if (wrong === undefined) return statuses.map(Number)
  throw new WhkError("USAGE", `"${wrong}" is not a status.`, {
    hint: "Write 2xx, or statuses with commas between them: 200,202.",
  })
}

function wholeNumber(value: string): number {
  if (/^\d{1,4}$/.test(value)) return Number(value)
  throw new WhkError("USAGE", `"${value}" is not a whole number.`, { hint: "Write for example 32." })
}

const ALGORITHMS = ["hmac-sha256", "hmac-sha1", "hmac-sha512"] as const

function requireContent(value: string): string {
  const problem = templateProblem(value, CONTENT_NAMES)
  if (problem) throw new WhkError("USAGE", `"${value}" ${problem.problem}.`, { hint: problem.hint })
  if (/\{(body|form)\}/.test(value)) return value
  throw new WhkError("USAGE", `"${value}" signs no body.`, {
    hint: "Write a template such as {timestamp}.{body}, over {body}, {timestamp}, {id}, {url} and {method}.",
  })
}

function oneOf<Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value)
  if (found) return found
  throw new WhkError("USAGE", `"${value}" is not one of ${choices.join(", ")}.`)
}
