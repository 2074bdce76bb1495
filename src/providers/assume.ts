import { parseDuration } from "../domain/duration.ts"
import { WhkError } from "../errors.ts"
import { type Scheme, signatureHeader, withSignatureHeader } from "../signing/scheme.ts"
import type { Provider } from "./provider.ts"

type Override = (provider: Provider, value: string) => Provider

/** The assumed values that a user can replace; what is assumed about payloads is replaced with --data and --set. */
const OVERRIDES: Readonly<Record<string, Override>> = {
  "signature.header": (provider, value) => withScheme(provider, withSignatureHeader(provider.scheme, value)),
  "signature.encoding": (provider, value) =>
    withScheme(provider, { ...provider.scheme, digest: oneOf(value, ["hex", "base64", "base64url"]) }),
  "signature.prefix": (provider, value) => withScheme(provider, withPrefix(provider.scheme, value)),
  "signature.body": (provider, value) =>
    withScheme(provider, { ...provider.scheme, bodyForms: [oneOf(value, ["raw", "reserialised"])] }),
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

function withPrefix(scheme: Scheme, prefix: string): Scheme {
  const [name] = signatureHeader(scheme)
  const headers = scheme.headers.map((header) =>
    header[0] === name ? ([name, `${prefix}{signature}`] as const) : header,
  )
  return { ...scheme, headers }
}

function oneOf<Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value)
  if (found) return found
  throw new WhkError("USAGE", `"${value}" is not one of ${choices.join(", ")}.`)
}
