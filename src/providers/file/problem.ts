/** Something in a provider file that cannot be, where it stands, and what to do about it. */
export interface FileProblem {
  readonly path: readonly PropertyKey[]
  /** What follows the name of the field: `is "hexx", not hex, base64 or base64url`. */
  readonly problem: string
  readonly hint: string
}

/** More than these are counted and not looked into: they mostly come from one mistake, and advice takes time. */
export const MOST_PROBLEMS = 50

/** The first problems that were found, later ones of which may follow from earlier ones, and how many more there are. */
export interface Problems {
  readonly problems: readonly FileProblem[]
  readonly more: number
}

const LONGEST_QUOTE = 60

/** A value as an error quotes it, cut where it is long. */
export function quote(value: unknown): string {
  if (value === null) return "empty"
  const text = JSON.stringify(value) ?? "nothing"
  if (text.length <= LONGEST_QUOTE) return text
  return `${text.slice(0, LONGEST_QUOTE)}…${typeof value === "string" ? '"' : ""}`
}
