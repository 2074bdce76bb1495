import { parseDuration } from "../domain/duration.ts"
import { WhkError } from "../errors.ts"
import {
  type DeclaredScheme,
  isCoded,
  type Scheme,
  signaturePlace,
  withSignatureHeader,
} from "../signing/scheme.ts"
import type { Provider } from "./provider.ts"

type Override = (provider: Provider, value: string) => Provider

/** The assumed values that a user can replace; what is assumed about payloads is replaced with --data and --set. */
const OVERRIDES: Readonly<Record<string, Override>> = {
  "signature.header": (provider, value) => withScheme(provider, withSignatureHeader(provider.scheme, value)),
  "signature.algorithm": (provider, value) => declared(provider, { algorithm: oneOf(value, ALGORITHMS) }),
  "signature.encoding": (provider, value) =>
    declared(provider, { digest: oneOf(value, ["hex", "base64", "base64url"]) }),
  "signature.key": (provider, value) =>
    declared(provider, { key: { decoding: oneOf(value, ["utf8", "base64", "hex"]) } }),
  "signature.content": (provider, value) => declared(provider, { content: requireContent(value) }),
  "signature.prefix": (provider, value) => withScheme(provider, withPrefix(provider.scheme, value)),
  "signature.body": (provider, value) =>
    declared(provider, { bodyForms: [oneOf(value, ["raw", "reserialised"])] }),
  "signature.tolerance": (provider, value) =>
    withScheme(provider, withTolerance(provider.scheme, "toleranceSeconds", value)),
  "signature.future-tolerance": (provider, value) =>
    withScheme(provider, withTolerance(provider.scheme, "futureToleranceSeconds", value)),
  "delivery.timeout": (provider, value) => ({
    ...provider,
    delivery: { ...provider.delivery, timeoutMs: parseDuration(value) },
  }),
  "delivery.schedule": (provider, value) => {
    const delaysMs = value.split(",").map(parseDuration)
    const schedule = { delaysMs, certainty: "assumed", source: "given by the user" } as const
    return { ...provider, delivery: { ...provider.delivery, schedule } }
  },
}

/**
 * The provider with one assumed value replaced, for example `delivery.schedule` by `5s,30s,2m`. Throws USAGE for a
 * key that is not assumed in its file, or for a value that the key cannot have.
 */
export function assume(provider: Provider, key: string, value: string): Provider {
  const assumed = provider.assumptions.map((assumption) => assumption.key)
  const override = Object.hasOwn(OVERRIDES, key) && assumed.includes(key) ? OVERRIDES[key] : undefined
  if (!override) {
    const keys = assumed.filter((candidate) => Object.hasOwn(OVERRIDES, candidate))
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

function withScheme(provider: Provider, scheme: Scheme): Provider {
  return { ...provider, scheme }
}

/** A coded scheme computes its signature its own way; only a declared one has parts to replace. */
function declared(provider: Provider, change: Partial<DeclaredScheme>): Provider {
  if (!isCoded(provider.scheme)) return withScheme(provider, { ...provider.scheme, ...change })
  throw new WhkError("USAGE", `The signature of ${provider.name} is computed in code and has no such part.`)
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

function withTolerance(
  scheme: Scheme,
  name: "toleranceSeconds" | "futureToleranceSeconds",
  value: string,
): Scheme {
  return { ...scheme, timestamp: { unit: "s", ...scheme.timestamp, [name]: parseDuration(value) / 1000 } }
}

const ALGORITHMS = ["hmac-sha256", "hmac-sha1", "hmac-sha512"] as const

function requireContent(value: string): string {
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
