import { WhkError } from "../../../src/errors.ts"
import { CALLS, type Method } from "../../../src/store/sqlite/calls.ts"
import type { SqliteStore } from "../../../src/store/sqlite/open.ts"

/** A store that fails on purpose. */
export interface FaultyStore extends SqliteStore {
  /** How often each method was called and how often it failed. */
  readonly counts: ReadonlyMap<Method, { readonly calls: number; readonly faults: number }>
  /** From now on this share of the calls fails; nothing does at first. */
  fail(share: number): void
}

/**
 * Wraps every method of a store: a share of the calls fails, half of those before anything was done and half after it
 * was done, as when the answer is lost. `random` returns numbers from 0 up to 1; a method that is called seldom does not
 * get off by luck: after twice the calls that there should be one fault in, the next one fails.
 */
export function faultyStore(store: SqliteStore, random: () => number): FaultyStore {
  const counts = new Map<Method, { calls: number; faults: number }>()
  let share = 0
  const spared = new Map<Method, number>()
  const isDue = (method: Method): boolean => {
    const calls = (spared.get(method) ?? 0) + 1
    const fails = share > 0 && (random() < share || calls > 2 / share)
    spared.set(method, fails || share === 0 ? 0 : calls)
    return fails
  }
  const fault = (method: Method): WhkError => new WhkError("STORE_FAILED", `A planted fault in ${method}.`)
  const wrap = (method: Method) => {
    const count = { calls: 0, faults: 0 }
    counts.set(method, count)
    const call = store[method] as (...args: unknown[]) => Promise<unknown>
    return async (...args: unknown[]): Promise<unknown> => {
      count.calls += 1
      const fails = isDue(method)
      if (fails) count.faults += 1
      if (fails && random() < 0.5) throw fault(method)
      const answer = await call.apply(store, args)
      if (fails) throw fault(method)
      return answer
    }
  }
  const methods = Object.keys(CALLS) as Method[]
  const wrapped = Object.fromEntries(methods.map((method) => [method, wrap(method)]))
  return {
    ...store,
    ...wrapped,
    counts,
    fail(next: number) {
      share = next
    },
  } as FaultyStore
}
