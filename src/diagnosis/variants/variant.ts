import type { CauseId } from "../causes.ts"

/** One way in which a part of the signed message may differ from what the provider signs. */
export interface Variant<Value> {
  /** The cause's id, public: `body-reserialised-python`. */
  readonly id: CauseId
  /** What it is, as the end of "made over …" or "made with …". */
  readonly what: string
  readonly value: Value
  /** Ids of other variants that give the same value here. */
  readonly aliases: readonly CauseId[]
}

/** A variant before equal ones were put together. */
export type Candidate<Value> = Omit<Variant<Value>, "aliases">

/**
 * The candidates whose value is not the true one, each value once: of several with the same value the first counts and
 * names the others.
 */
export function distinct<Value>(
  candidates: Iterable<Candidate<Value>>,
  truth: Value,
  keyOf: (value: Value) => string,
): Variant<Value>[] {
  const trueKey = keyOf(truth)
  const byKey = new Map<string, Variant<Value> & { readonly aliases: CauseId[] }>()
  for (const candidate of candidates) {
    const key = keyOf(candidate.value)
    if (key === trueKey) continue
    const known = byKey.get(key)
    if (!known) byKey.set(key, { ...candidate, aliases: [] })
    else if (known.id !== candidate.id && !known.aliases.includes(candidate.id))
      known.aliases.push(candidate.id)
  }
  return [...byKey.values()]
}
