import type { PlaceName } from "../signing/scheme.ts"
import type { CauseId } from "./causes.ts"
import type { Difference } from "./difference.ts"

/** Why a signature does not verify, as far as it can be proven. */
export interface Diagnosis {
  /** Two where two mistakes were made together; empty when nothing that was tried explains the signature. */
  readonly causes: readonly Cause[]
  /**
   * Whether what the user's own code computed is the signature; `unknown` where it cannot be computed from a secret
   * alone, null where nothing was given.
   */
  readonly got: "right" | "wrong" | "unknown" | null
  readonly excluded: Excluded
  /** What can be seen without a proof: a body shorter than declared, characters lost in decoding. */
  readonly notes: readonly string[]
}

export interface Cause {
  /** Public and stable: `body-reserialised-javascript`. */
  readonly id: CauseId
  /** One sentence. */
  readonly title: string
  readonly proof: Proof
  readonly fix: Fix
  /** Ids of causes that would have given the very same bytes here. */
  readonly aliases: readonly CauseId[]
}

/**
 * The recomputation that gave the signature found, and where that stands: in neither a header nor a field where it was
 * given by the user.
 */
export interface Proof extends PlaceName {
  /** One sentence. */
  readonly text: string
  /** For a changed body: where it differs. */
  readonly difference: Difference | null
}

export interface Fix {
  /** What to do, in one or two sentences. */
  readonly text: string
  /** Code by framework, where the mistake is one of code. */
  readonly code: Readonly<Record<Framework, string>> | null
}

/** The frameworks that fixes are written for. */
export const FRAMEWORKS = [
  "express",
  "fastify",
  "nextjs",
  "hono",
  "nestjs",
  "flask",
  "django",
  "fastapi",
  "rails",
  "laravel",
  "spring",
  "go",
  "aspnet",
] as const

export type Framework = (typeof FRAMEWORKS)[number]

/** What was computed without finding the signature. */
export interface Excluded {
  readonly hypotheses: number
  /** How many of them were two mistakes together. */
  readonly pairs: number
  /** What was varied, and in how many ways: `{ body: 52, secret: 41 }`. */
  readonly varied: Readonly<Record<string, number>>
}
