import { WhkError } from "../errors.ts"
import { isJsonObject, readJsonObject } from "../domain/json.ts"
import type { CaseResult } from "./run.ts"

/** Failures that are known and accepted: the ids of their cases. */
export interface Baseline {
  readonly accepted: readonly string[]
}

const FORMAT = "check-baseline/1"

/** Reads a baseline. Throws FILE_UNREADABLE for bytes that are none. */
export function parseBaseline(bytes: Uint8Array, place: string): Baseline {
  const json = readJsonObject(bytes)
  const accepted = isJsonObject(json) && json["whk"] === FORMAT ? json["accepted"] : undefined
  if (Array.isArray(accepted) && accepted.every((id): id is string => typeof id === "string"))
    return { accepted }
  throw new WhkError("FILE_UNREADABLE", `${place} is no baseline of whk check.`, {
    hint: "Write one with --write-baseline.",
  })
}

/** A baseline that accepts what failed. */
export function baselineOf(cases: readonly CaseResult[]): string {
  const accepted = cases.filter(({ ok }) => ok === false).map(({ id }) => id)
  return `${JSON.stringify({ whk: FORMAT, accepted }, null, 2)}\n`
}

/** Which failures a baseline accepts, and what it accepts for nothing. */
export function compare(
  { accepted }: Baseline,
  { cases, known }: { readonly cases: readonly CaseResult[]; readonly known: readonly string[] },
): { readonly accepted: ReadonlySet<string>; readonly stale: readonly string[] } {
  const failed = new Set(cases.filter(({ ok }) => ok === false).map(({ id }) => id))
  const ran = new Set(cases.map(({ id }) => id))
  return {
    accepted: new Set(accepted.filter((id) => failed.has(id))),
    // Also what is no case at all; one that was left out in this run may still fail.
    stale: accepted.filter((id) => !failed.has(id) && (ran.has(id) || !known.includes(id))),
  }
}
