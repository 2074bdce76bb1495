import { createHash } from "node:crypto"
import { tryKeyBytes } from "../../signing/keys.ts"
import type { KeyRule } from "../../signing/scheme.ts"
import type { CauseId } from "../causes.ts"
import { percentDecoded } from "./percent-decoded.ts"
import { type Candidate, distinct, type Variant } from "./variant.ts"

/** A secret and what to call it; only the name is ever shown. */
export interface NamedSecret {
  readonly name: string
  readonly value: string
}

type KeyCandidate = Candidate<Buffer>

const PREFIXES = ["v1,whsec_", "whsec_", "whsk_", "polar_whs_", "v1,"]

/**
 * Every key that somebody may have made of the secret where the provider means another, and the keys of every other
 * secret that is known.
 */
export function secretVariants(
  rule: KeyRule,
  secret: { readonly text: string; readonly key: Buffer },
  others: readonly NamedSecret[],
): Variant<Buffer>[] {
  return distinct(
    [...misreadVariants(rule, secret.text), ...otherVariants(rule, secret.text, others), ...lostVariants()],
    secret.key,
    (key) => key.toString("latin1"),
  )
}

function* misreadVariants(rule: KeyRule, secret: string): Generator<KeyCandidate> {
  yield* textVariants(rule, secret)
  yield* decodedVariants(rule, secret)
  yield* quotedVariants(rule, secret)
}

/** The secret as text where it is decoded, and the other way round. */
function* textVariants({ decoding }: KeyRule, secret: string): Generator<KeyCandidate> {
  const bare = withoutPrefix(secret)
  const isDecoded = decoding !== "utf8"
  yield {
    id: isDecoded ? "secret-not-decoded" : "secret-prefix-kept",
    what: "the whole secret as text",
    value: utf8(secret),
  }
  if (bare !== secret)
    yield {
      id: isDecoded ? "secret-not-decoded" : "secret-prefix-removed",
      what: "the secret without its prefix, as text",
      value: utf8(bare),
    }
}

function* decodedVariants(rule: KeyRule, secret: string): Generator<KeyCandidate> {
  const bare = withoutPrefix(secret)
  const id = "secret-decoded"
  if (isBase64(bare)) {
    yield {
      id,
      what: "the secret without its prefix, decoded from base64",
      value: Buffer.from(bare, "base64"),
    }
  }
  if (/^(?:[0-9a-fA-F]{2}){4,}$/.test(bare))
    yield {
      id: "secret-hex-decoded",
      what: "the secret decoded from hexadecimal",
      value: Buffer.from(bare, "hex"),
    }
  if (bare !== secret && rule.decoding !== "utf8")
    yield {
      id: "secret-prefix-kept",
      what: "the secret with its prefix, decoded from base64",
      value: Buffer.from(secret, "base64"),
    }
  const key = tryKeyBytes(rule, secret)
  if (key) {
    yield {
      id: "secret-encoded-twice",
      what: "the key's base64 as text",
      value: utf8(key.toString("base64")),
    }
    yield {
      id: "secret-encoded-twice",
      what: "the key's hexadecimal as text",
      value: utf8(key.toString("hex")),
    }
    yield {
      id: "secret-hashed",
      what: "the SHA-256 of the secret",
      value: createHash("sha256").update(key).digest(),
    }
    yield {
      id: "secret-hashed",
      what: "the SHA-256 of the secret in hexadecimal",
      value: utf8(createHash("sha256").update(key).digest("hex")),
    }
  }
}

/** What copying, quoting and .env files do to a secret. */
function* quotedVariants(rule: KeyRule, secret: string): Generator<KeyCandidate> {
  const changed: [id: CauseId, what: string, text: string][] = [
    ["secret-white-space", "the secret without the white space around it", secret.trim()],
    ["secret-quotes", "the secret without its quotes", secret.trim().replace(/^(["'`])(.*)\1$/s, "$2")],
    ["secret-quotes", "the secret in double quotes", `"${secret}"`],
    ["secret-quotes", "the secret in single quotes", `'${secret}'`],
    ["secret-newline", "the secret with a line feed behind it", `${secret}\n`],
    ["secret-newline", "the secret with CR LF behind it", `${secret}\r\n`],
    ["secret-newline", "the secret with a carriage return behind it", `${secret}\r`],
    ["secret-white-space", "the secret with a space behind it", `${secret} `],
    ["secret-white-space", "the secret with a space before it", ` ${secret}`],
    ["secret-newline", "the secret with \\n written out as a line feed", secret.replaceAll("\\n", "\n")],
    ["secret-percent-encoded", "the secret percent-decoded", percentDecoded(secret)],
    ["secret-percent-encoded", "the secret percent-encoded", encodeURIComponent(secret)],
    [
      "secret-cut",
      "the secret up to its first #, as in an .env file without quotes",
      secret.includes("#") ? secret.slice(0, secret.indexOf("#")).trimEnd() : secret,
    ],
    [
      "secret-cut",
      "the secret up to its first $, as in an .env file that expands",
      secret.replace(/\$.*$/s, ""),
    ],
    ["secret-cut", "the secret without its padding =", secret.replace(/=+$/, "")],
    ["secret-case", "the secret in lower case", secret.toLowerCase()],
    ["secret-case", "the secret in upper case", secret.toUpperCase()],
    ["secret-prefix-kept", "the secret behind the prefix v1,", `v1,${secret}`],
    ["secret-prefix-removed", "the secret without its v1,", secret.replace(/^v1,/, "")],
  ]
  for (const [id, what, text] of changed) {
    if (text === secret || text === "") continue
    const key = tryKeyBytes(rule, text)
    if (key) yield { id, what, value: key }
    // What is no base64 any more may have been used as text, or decoded by a reader that passes over what it does not know.
    else
      yield { id, what, value: Buffer.from(withoutPrefix(text), rule.decoding === "hex" ? "hex" : "base64") }
  }
}

function* otherVariants(
  rule: KeyRule,
  secret: string,
  others: readonly NamedSecret[],
): Generator<KeyCandidate> {
  for (const { name, value } of others) {
    if (value === secret || value === "") continue
    const id = /\b(?:old|previous|prev|former|rotated)\b/i.test(name.replaceAll(/[_-]/g, " "))
      ? "secret-old"
      : "secret-other"
    const what = `another secret (${name})`
    const key = tryKeyBytes(rule, value)
    if (key) yield { id, what, value: key }
    if (!key || !key.equals(utf8(value))) yield { id, what: `${what}, as text`, value: utf8(value) }
  }
}

/** What an unset variable leaves. */
function* lostVariants(): Generator<KeyCandidate> {
  yield { id: "secret-empty", what: "an empty key", value: Buffer.alloc(0) }
  for (const text of ["undefined", "null", "None", "nil", "[object Object]", "false"])
    yield { id: "secret-empty", what: `the text ${text} as the key`, value: utf8(text) }
}

function withoutPrefix(secret: string): string {
  const prefix = PREFIXES.find((candidate) => secret.startsWith(candidate))
  return prefix === undefined ? secret : secret.slice(prefix.length)
}

function isBase64(text: string): boolean {
  return text.length >= 8 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
}

function utf8(text: string): Buffer {
  return Buffer.from(text, "utf8")
}
