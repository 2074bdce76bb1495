import type { IdPrefix } from "../../domain/ids.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import type { Store } from "../../store/port.ts"

/** What can be found by an id, as it is called in an error, with the command that lists it. */
const KINDS = {
  ep: { name: "an endpoint", hint: "Run `whk list` to see what exists." },
  dlv: { name: "a delivery", hint: "Run `whk deliveries` to see what exists." },
  in: { name: "an inbox", hint: "Run `whk inboxes list` to see what exists." },
  evt: { name: "an event", hint: "Run `whk deliveries` to see what was published." },
  key: { name: "an API key", hint: "Run `whk keys list` to see what exists." },
} as const satisfies Partial<Record<IdPrefix, { name: string; hint: string }>>

export type FindableKind = keyof typeof KINDS

/** The error for an id that is not there. It is the same for one that is another workspace's. */
export function notFound(kind: FindableKind, given: string): WhkError {
  const { name, hint } = KINDS[kind]
  return new WhkError("NOT_FOUND", `"${cleanText(given, 100)}" is not ${name} here.`, { hint })
}

/**
 * The whole id of something in this workspace, given it or the beginning of it. Throws NOT_FOUND, or ID_AMBIGUOUS
 * when several begin so.
 */
export async function findId(
  store: Store,
  workspace: string,
  kind: FindableKind,
  given: string,
): Promise<string> {
  const beginning = given.startsWith(`${kind}_`) ? given : `${kind}_${given}`
  const [first, second] = await store.idsWithPrefix(workspace, beginning, 2)
  if (first === undefined) throw notFound(kind, given)
  if (second === undefined || first === beginning) return first
  throw new WhkError("ID_AMBIGUOUS", `"${cleanText(given, 100)}" fits several: ${first}, ${second} …`)
}
