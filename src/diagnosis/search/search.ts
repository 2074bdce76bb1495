import { compileContent, type Content, rememberingReader } from "../../signing/content.ts"
import type { Hasher } from "../variants/algorithm-variants.ts"
import type { Variant } from "../variants/variant.ts"
import type { FoundSignature } from "./found-signatures.ts"
import type { Hypothesis, PartName, Parts } from "./hypothesis.ts"
import type { Space } from "./space.ts"

/** A hypothesis that a signature confirmed. */
export interface Match extends Hypothesis {
  readonly signature: FoundSignature
}

export interface SearchResult {
  /** Those with the fewest deviations; empty when nothing explains the signature. */
  readonly matches: readonly Match[]
  /** How many hypotheses were computed, and how many of them were two mistakes together. */
  readonly tried: number
  readonly pairs: number
}

/** In the order in which two mistakes are named, and which of them is tried first. */
export const NAMES: readonly PartName[] = [
  "body",
  "secret",
  "content",
  "url",
  "timestamp",
  "algorithm",
  "method",
  "id",
]

// A search is to end within 150 ms: a laptop's core makes some 200,000 small digests in a second, and hashes 400 MB.
/** One pair of parts tries no more than this. */
const MOST_PAIRS = 8000
/** How many of these are combined with another mistake: they begin with those that differ least. */
const MOST_PAIRED: Partial<Record<PartName, number>> = { url: 48, content: 200 }
/** So much is hashed for single mistakes, for the sake of bodies of many megabytes, and for pairs. */
const MOST_HASHED_BYTES = { one: 512 * 1024 * 1024, two: 32 * 1024 * 1024 }

/**
 * Recomputes the signature under every hypothesis: none of the parts changed, then one, then two. A digest is long
 * enough that an equal one is proof. `binds` says of parts whether the request can be theirs at all.
 */
export function search(
  space: Space,
  signatures: readonly FoundSignature[],
  binds: (parts: Parts) => boolean = () => true,
): SearchResult {
  const trial = new Trial(signatures, binds)
  const wanted = space.hasTrueKey ? () => true : changesSecret
  const levels = [
    { hypotheses: noDeviation(space), most: Infinity },
    { hypotheses: oneDeviation(space), most: MOST_HASHED_BYTES.one },
    { hypotheses: twoDeviations(space), most: MOST_HASHED_BYTES.two },
  ]
  let singles = 0
  for (const { hypotheses, most } of levels) {
    singles = trial.tried
    const end = trial.hashedBytes + most
    const matches: Match[] = []
    for (const hypothesis of hypotheses) {
      if (trial.hashedBytes > end) break
      if (wanted(hypothesis)) matches.push(...trial.confirm(hypothesis))
    }
    if (matches.length > 0) return { matches, tried: trial.tried, pairs: 0 }
  }
  return { matches: [], tried: trial.tried, pairs: trial.tried - singles }
}

function changesSecret({ deviations }: Hypothesis): boolean {
  return deviations.some(({ part }) => part === "secret")
}

function* noDeviation({ truth }: Space): Generator<Hypothesis> {
  yield { parts: truth, deviations: [] }
}

function* oneDeviation({ truth, variants }: Space): Generator<Hypothesis> {
  for (const part of NAMES)
    for (const variant of variants[part]) yield changed({ parts: truth, deviations: [] }, part, variant)
}

function* twoDeviations(space: Space): Generator<Hypothesis> {
  for (const [index, first] of NAMES.entries())
    for (const second of NAMES.slice(index + 1)) yield* pairsOf(space, first, second)
}

function* pairsOf(space: Space, first: PartName, second: PartName): Generator<Hypothesis> {
  let left = MOST_PAIRS
  for (const one of paired(space, first)) {
    const base = changed({ parts: space.truth, deviations: [] }, first, one)
    for (const two of paired(space, second)) {
      if (left-- <= 0) return
      yield changed(base, second, two)
    }
  }
}

function paired({ variants }: Space, part: PartName): readonly Variant<unknown>[] {
  return variants[part].slice(0, MOST_PAIRED[part])
}

function changed({ parts, deviations }: Hypothesis, part: PartName, variant: Variant<unknown>): Hypothesis {
  return { parts: { ...parts, [part]: variant.value }, deviations: [...deviations, { part, variant }] }
}

/** Computes signatures and looks for them among those of the request. */
class Trial {
  tried = 0
  hashedBytes = 0
  readonly #whole = new Map<string, FoundSignature[]>()
  readonly #cut: readonly FoundSignature[]
  readonly #binds: (parts: Parts) => boolean
  readonly #contents = new Map<string, Content>()
  readonly #reader = rememberingReader()

  constructor(signatures: readonly FoundSignature[], binds: (parts: Parts) => boolean) {
    this.#binds = binds
    this.#cut = signatures.filter(({ isCut }) => isCut)
    for (const signature of signatures.filter(({ isCut }) => !isCut)) {
      const key = signature.bytes.toString("latin1")
      this.#whole.set(key, [...(this.#whole.get(key) ?? []), signature])
    }
  }

  confirm(hypothesis: Hypothesis): Match[] {
    const { parts } = hypothesis
    const digest = parts.algorithm.digest(parts.secret, this.#contentOf(parts.content)(parts))
    this.tried += 1
    this.hashedBytes += parts.body.length
    const found = [
      ...(this.#whole.get(digest.toString("latin1")) ?? []),
      ...this.#cut.filter(({ bytes }) => digest.subarray(0, bytes.length).equals(bytes)),
    ]
    return found
      .filter(({ flaw }) => flaw?.id !== "header-other" || isKeyed(parts.algorithm, hypothesis))
      .filter(() => this.#binds(parts))
      .map((signature) => ({ ...hypothesis, signature }))
  }

  #contentOf(template: string): Content {
    const content = this.#contents.get(template) ?? compileContent(template, this.#reader)
    this.#contents.set(template, content)
    return content
  }
}

/** A digest without a secret stands in other headers too (Digest, Content-MD5), and explains no signature there. */
function isKeyed({ isKeyed: hasKey }: Hasher, { deviations }: Hypothesis): boolean {
  return hasKey && !deviations.some(({ variant }) => variant.id === "secret-empty")
}
