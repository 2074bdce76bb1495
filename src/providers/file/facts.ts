import type { Assumption } from "../provider.ts"
import type { Stated } from "./schema-parts.ts"

/** What a file says about one thing, and what stands in for it when it says nothing. */
interface Question<Value> {
  /** The key of the assumption, when the value turns out to be one. */
  readonly key: string
  /** The base's value, for a file that extends a provider; taking it over assumes nothing new. */
  readonly inherited?: Value | undefined
  readonly otherwise: Value
  /** Why `otherwise`, where that is more than a default. */
  readonly why?: string
  /** The value as `whk providers` and `--assume` write it. */
  readonly write?: (value: Value) => string
}

/** Reads the facts of a provider file and takes down which of them are assumed. */
export class Facts {
  readonly #assumptions: Assumption[] = []

  get assumptions(): readonly Assumption[] {
    return this.#assumptions
  }

  /** The value that is stated, assumed, inherited or filled in. */
  read<Value>(stated: Stated<Value> | undefined, question: Question<Value>): Value {
    if (stated === undefined) {
      if (question.inherited !== undefined) return question.inherited
      const { otherwise, why = "The file does not say." } = question
      this.#note(question, otherwise, why)
      return otherwise
    }
    const value = valueOf(stated)
    const why = reasonOf(stated)
    if (why !== undefined) this.#note(question, value, why)
    return value
  }

  note(assumption: Assumption): void {
    this.#assumptions.push(assumption)
  }

  #note<Value>({ key, write = String }: Question<Value>, value: Value, why: string): void {
    this.note({ key, value: write(value), why })
  }
}

/** The value of a fact, assumed or not. */
export function valueOf<Value>(stated: Stated<Value>): Value {
  return isAssumed(stated) ? (stated.assumed as Value) : (stated as Value)
}

/** Why a fact is assumed, or undefined for one that is not. */
export function reasonOf(stated: unknown): string | undefined {
  if (!isAssumed(stated)) return undefined
  return typeof stated.why === "string" ? stated.why : "Assumed in the file, without a reason."
}

function isAssumed(stated: unknown): stated is { readonly assumed: unknown; readonly why?: unknown } {
  return typeof stated === "object" && stated !== null && "assumed" in stated
}
