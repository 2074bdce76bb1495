import type { KeyObject } from "node:crypto"
import type { Header } from "../../../domain/headers.ts"
import type { CodedScheme, TimestampRule } from "../../scheme.ts"
import { type KeyKind, keyKind, type KeyRequirement } from "../key-material.ts"

/** How a provider signs with JSON Web Tokens. */
export interface JwtRule {
  readonly id: string
  readonly recipe: CodedScheme["recipe"]
  /** The header that holds the token; absent: the token is the whole body, and the event is its payload. */
  readonly header?: Header
  /** The only algorithms there are. A key signs with the first one that it can be used with. */
  readonly algorithms: readonly JwtAlgorithm[]
  /** The claim that holds the SHA-256 of the body, for a token in a header. */
  readonly bodyHash?: { readonly claim: string; readonly encoding: "hex" | "base64" }
  /**
   * What else a token says: templates over `{timestamp}`, `{expires}`, `{id}`, `{uuid}` (one for each id) and
   * `{url}`. A claim that is nothing but a time is a number.
   */
  readonly claims?: Readonly<Record<string, string | number>>
  /** How long after `{timestamp}` `{expires}` is. */
  readonly lifetimeSeconds?: number
  /** How old `iat` may be, or the time at a pointer into the payload. `exp` and `nbf` count wherever they stand. */
  readonly timestamp?: TimestampRule
}

export type JwtAlgorithm = keyof typeof KIND_OF

/** The one kind of key that each algorithm takes, so that no public key is ever used as a shared secret. */
const KIND_OF = {
  HS256: "secret",
  HS384: "secret",
  HS512: "secret",
  RS256: "rsa",
  RS384: "rsa",
  RS512: "rsa",
  ES256: "p256",
  ES384: "p384",
  ES512: "p521",
  EdDSA: "ed25519",
} as const satisfies Readonly<Record<string, KeyKind>>

/** The keys that a rule's algorithms take. */
export function keysOf({ id, algorithms }: Pick<JwtRule, "id" | "algorithms">): KeyRequirement {
  return { schemeId: id, kinds: [...new Set(algorithms.map((algorithm) => KIND_OF[algorithm]))] }
}

/** The algorithms of a rule that a key can be used with, in the rule's order. */
export function algorithmsFor(rule: Pick<JwtRule, "algorithms">, key: KeyObject): readonly JwtAlgorithm[] {
  const kind = keyKind(key)
  return rule.algorithms.filter((algorithm) => KIND_OF[algorithm] === kind)
}
