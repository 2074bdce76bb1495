import { WhkError } from "../errors.ts"
import { quoted } from "./request/read-flags.ts"

interface IdKind {
  /** Whose it is. */
  readonly of: string
  /** Where such an id leads. */
  readonly line: (id: string) => string
}

const KINDS: Readonly<Record<string, IdKind>> = {
  ep: { of: "an endpoint's id", line: (id) => `whk get ${id}` },
  dlv: { of: "a delivery's id", line: (id) => `whk delivery ${id}` },
  in: { of: "an inbox's id", line: (id) => `whk deliveries ${id}` },
  key: { of: "an API key's id", line: () => "whk keys list" },
  evt: { of: "an event's id", line: () => "whk deliveries" },
  att: { of: "an attempt's id", line: () => "whk deliveries" },
  ses: { of: "a session's id", line: () => "whk inboxes list" },
  aud: { of: "the id of an audit entry", line: () => "whk audit" },
}

/** The kinds of ids that commands ask for. */
export type IdPrefix = "ep" | "dlv" | "in" | "key"

/** Refuses an id of another kind, or the beginning of one, with the line that takes it. Throws USAGE. */
export function refuseOtherKind(id: string, wanted: IdPrefix): void {
  const prefix = /^([a-z]+)_[0-9a-hjkmnp-tv-z]{1,26}$/.exec(id)?.[1]
  if (prefix === undefined || prefix === wanted || !Object.hasOwn(KINDS, prefix)) return
  const { of, line } = KINDS[prefix]!
  throw new WhkError("USAGE", `"${quoted(id)}" is ${of}; here ${KINDS[wanted]!.of} is wanted.`, {
    hint: `Run \`${line(quoted(id))}\`.`,
  })
}
