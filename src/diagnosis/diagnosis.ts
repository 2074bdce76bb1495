import type { Difference } from "./difference.ts"

/** Why a signature does not verify, as far as it can be proven. */
export interface Diagnosis {
  /** Two where two mistakes were made together; empty when nothing that was tried explains the signature. */
  readonly causes: readonly Cause[]
  readonly excluded: Excluded
  /** What can be seen without a proof: a body shorter than declared, characters lost in decoding. */
  readonly notes: readonly string[]
}

export interface Cause {
  /** Public and stable: `body-reserialised-javascript`. */
  readonly id: string
  /** One sentence. */
  readonly title: string
  readonly proof: Proof
  readonly fix: Fix
  /** Ids of causes that would have given the very same bytes here. */
  readonly aliases: readonly string[]
}

/** The recomputation that gave the signature found. */
export interface Proof {
  /** One sentence. */
  readonly text: string
  /** Where the signature stands that the recomputation gave. */
  readonly place: string
  /** For a changed body: where it differs. */
  readonly difference: Difference | null
}

export interface Fix {
  /** What to do, in one or two sentences. */
  readonly text: string
  /** Code by framework, where the mistake is one of code. */
  readonly code: Readonly<Record<string, string>> | null
}

/** What was computed without finding the signature. */
export interface Excluded {
  readonly hypotheses: number
  /** What was varied, and in how many ways: `{ body: 52, secret: 41 }`. */
  readonly varied: Readonly<Record<string, number>>
}
