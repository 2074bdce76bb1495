import type { ContentPart, HandlerRule } from "./rule.ts"

/** What a handler is written around. */
export interface HandlerPlace {
  readonly path: string
  readonly port: number
  /** What the provider takes for success. */
  readonly status: number
}

/** Writes a whole handler that verifies by a rule with its own platform's crypto. */
export type WriteByRule = (rule: HandlerRule, place: HandlerPlace & { readonly secretEnv: string }) => string

/** What a handler says where an event is known to be genuine. */
export const QUEUE =
  "Genuine: put the event into a queue and answer at once; its id tells one that came before."

/** A pattern of a time as ISO 8601 writes it, with its zone, in what the languages' patterns have in common. */
export const ISO_TIME =
  "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})"

/** Lines moved to the right; empty ones stay empty. */
export function indented(lines: readonly string[], by: string): string {
  return lines.map((line) => (line === "" ? "" : by + line)).join("\n")
}

/** The expressions that are signed one after another: `body`, and what stands between two of it as one sum. */
export function signedSums(
  content: readonly ContentPart[],
  code: (part: ContentPart) => string,
): readonly string[] {
  const sums: string[] = []
  let isAfterBody = true
  for (const part of content) {
    if (part === "body" || isAfterBody) sums.push(code(part))
    else sums.push(`${sums.pop()} + ${code(part)}`)
    isAfterBody = part === "body"
  }
  return sums
}
