import { sortedForm } from "../../signing/form.ts"
import type { Digester } from "../variants/algorithm-variants.ts"
import type { DimensionName, Space } from "./space.ts"
import type { Target } from "./found-signatures.ts"
import type { Variant } from "../variants/variant.ts"

/** A hypothesis that a signature confirmed: what differs from the provider's rule, and where the signature stands. */
export interface Match {
  readonly deviations: readonly Deviation[]
  readonly target: Target
  readonly digester: Digester
  /** The content template that was signed. */
  readonly content: string
}

export interface Deviation {
  readonly dimension: DimensionName
  readonly variant: Variant<unknown>
}

export interface SearchResult {
  /** Those with the fewest deviations; empty when nothing explains the signature. */
  readonly matches: readonly Match[]
  /** How many hypotheses were computed. */
  readonly tried: number
}

/** In the order in which two mistakes are named, and which of them is tried first. */
const NAMES: readonly DimensionName[] = [
  "body",
  "key",
  "content",
  "url",
  "timestamp",
  "digester",
  "method",
  "id",
]

/** One pair of dimensions tries no more than this. */
const MOST_PAIRS = 8000
/** How many of these are combined with another mistake: they begin with those that differ least. */
const MOST_PAIRED: Partial<Record<DimensionName, number>> = { url: 48, content: 200 }
/** A search over large bodies stops making pairs when it has hashed so much. */
const MOST_HASHED_BYTES = 32 * 1024 * 1024

/**
 * Recomputes the signature under every hypothesis: none of the parts changed, then one, then two. A digest is long
 * enough that an equal one is proof.
 */
export function search(space: Space, targets: readonly Target[]): SearchResult {
  const trial = createTrial(space, targets)
  for (const level of [noDeviation, oneDeviation, twoDeviations]) {
    const matches: Match[] = []
    for (const deviations of level(space, trial)) matches.push(...trial.of(deviations))
    if (matches.length > 0) return { matches, tried: trial.tried }
  }
  return { matches: [], tried: trial.tried }
}

function* noDeviation(): Generator<readonly Deviation[]> {
  yield []
}

function* oneDeviation(space: Space): Generator<readonly Deviation[]> {
  for (const dimension of NAMES)
    for (const variant of space[dimension].variants) yield [{ dimension, variant }]
}

function* twoDeviations(space: Space, trial: Trial): Generator<readonly Deviation[]> {
  for (const [index, first] of NAMES.entries())
    for (const second of NAMES.slice(index + 1)) {
      let left = MOST_PAIRS
      for (const one of pairedVariants(space, first))
        for (const two of pairedVariants(space, second)) {
          if (left-- <= 0 || trial.hashedBytes > MOST_HASHED_BYTES) break
          yield [
            { dimension: first, variant: one },
            { dimension: second, variant: two },
          ]
        }
    }
}

function pairedVariants(space: Space, name: DimensionName): readonly Variant<unknown>[] {
  return space[name].variants.slice(0, MOST_PAIRED[name])
}

interface Trial {
  tried: number
  hashedBytes: number
  of(deviations: readonly Deviation[]): Match[]
}

function createTrial(space: Space, targets: readonly Target[]): Trial {
  const whole = new Map<string, Target[]>()
  for (const target of targets.filter(({ isCut }) => !isCut)) {
    const key = target.bytes.toString("latin1")
    whole.set(key, [...(whole.get(key) ?? []), target])
  }
  const cut = targets.filter(({ isCut }) => isCut)
  const compile = createCompiler(space.token)

  const trial: Trial = {
    tried: 0,
    hashedBytes: 0,
    of(deviations) {
      if (!space.hasTrueKey && !deviations.some(({ dimension }) => dimension === "key")) return []
      const at = <Name extends DimensionName>(name: Name): Space[Name]["truth"] =>
        (deviations.find(({ dimension }) => dimension === name)?.variant.value as
          | Space[Name]["truth"]
          | undefined) ?? space[name].truth
      const body = at("body")
      const key = at("key")
      const content = at("content")
      const digester = at("digester")
      const message = compile(content)({
        body,
        key,
        timestamp: at("timestamp"),
        url: at("url"),
        method: at("method"),
        id: at("id"),
      })
      const digest = digester.digest(key, message)
      trial.tried += 1
      trial.hashedBytes += body.length
      const found = [
        ...(whole.get(digest.toString("latin1")) ?? []),
        ...cut.filter(({ bytes }) => digest.subarray(0, bytes.length).equals(bytes)),
      ]
      return found
        .filter(({ flaw }) => flaw?.id !== "header-other" || isKeyed(digester, deviations))
        .map((target) => ({ deviations, target, digester, content }))
    },
  }
  return trial
}

/** A digest without a secret stands in other headers too (Digest, Content-MD5), and explains no signature there. */
function isKeyed(digester: Digester, deviations: readonly Deviation[]): boolean {
  return digester.name.startsWith("HMAC") && !deviations.some(({ variant }) => variant.id === "secret-empty")
}

/** The message as the provider signs it. */
export function messageOf({ content, token, ...space }: Space): Uint8Array[] {
  return compileTemplate(
    content.truth,
    token,
  )({
    body: space.body.truth,
    key: space.key.truth,
    timestamp: space.timestamp.truth,
    url: space.url.truth,
    method: space.method.truth,
    id: space.id.truth,
  })
}

interface MessageParts {
  readonly body: Uint8Array
  readonly key: Uint8Array
  readonly timestamp: string
  readonly url: string
  readonly method: string
  readonly id: string
}

type Fill = (parts: MessageParts) => Uint8Array[]

/** Templates taken apart once: a search fills the same few thousands of times. */
function createCompiler(token: string): (template: string) => Fill {
  const known = new Map<string, Fill>()
  return (template) => {
    const compiled = known.get(template) ?? compileTemplate(template, token)
    known.set(template, compiled)
    return compiled
  }
}

function compileTemplate(template: string, token: string): Fill {
  const formOf = rememberingForms()
  const pieces = template
    .split(/(\{[a-z0-9-]+\})/)
    .filter((piece) => piece !== "")
    .map((piece): ((parts: MessageParts) => Uint8Array) => {
      switch (piece) {
        case "{body}":
          return ({ body }) => body
        case "{secret}":
          return ({ key }) => key
        case "{timestamp}":
          return ({ timestamp }) => Buffer.from(timestamp, "utf8")
        case "{url}":
          return ({ url }) => Buffer.from(url, "utf8")
        case "{method}":
          return ({ method }) => Buffer.from(method, "utf8")
        case "{id}":
          return ({ id }) => Buffer.from(id, "utf8")
        case "{form}":
          return formOf
        default: {
          const literal = Buffer.from(piece === "{token}" ? token : piece, "utf8")
          return () => literal
        }
      }
    })
  return (parts) => pieces.map((piece) => piece(parts))
}

/** The same bodies come again with every other part: a form is sorted once. */
function rememberingForms(): (parts: MessageParts) => Uint8Array {
  const known = new Map<Uint8Array, Uint8Array>()
  return ({ body }) => {
    const form = known.get(body) ?? sortedForm(body)
    known.set(body, form)
    return form
  }
}
