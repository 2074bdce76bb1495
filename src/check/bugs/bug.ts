import type { Fix } from "../../diagnosis/diagnosis.ts"

/** A mistake of the handler, proven by what it accepted, refused or answered. */
export interface Bug {
  /** Public and stable; where code computes a wrong signature, the id that `verify` gives the same mistake. */
  readonly id: string
  /** One sentence about the handler. */
  readonly title: string
  /** What was sent and what came back. */
  readonly proof: string
  readonly fix: Fix
}

/** A fix that is a sentence, and code where the mistake is one of code. */
export function advice(text: string, code: Fix["code"] = null): Fix {
  return { text, code }
}
