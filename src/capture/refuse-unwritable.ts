import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import type { CapturedRequest } from "./capture.ts"

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** What ends a header, or the argument that it stands in. */
const ENDS = ["\r", "\n", "\0"]

/**
 * Throws RULE_REFUSED for a request that a command cannot send: one to no http address, for a tool may take that for
 * an option or a file, or one whose method or headers would not stay what they are.
 */
export function refuseUnwritable({ method, url, headers }: CapturedRequest, notation: string): void {
  if (!/^https?:\/\/[^/?#]/i.test(url) || ENDS.some((end) => url.includes(end)))
    throw refused(
      `"${cleanText(url, 60)}" is no http address, so ${notation} cannot send the request there.`,
      "Give the request an address that begins with http:// or https://; a raw message takes it from its Host.",
    )
  if (!TOKEN.test(method))
    throw refused(`"${cleanText(method, 30)}" is no method that ${notation} can send.`, HOW_ELSE)
  for (const [name, value] of headers) {
    if (!TOKEN.test(name)) throw refused(`"${cleanText(name, 40)}" is no name of a header.`, HOW_ELSE)
    if (ENDS.some((end) => value.includes(end)))
      throw refused(`The header ${cleanText(name, 40)} has a line break or a NUL in its value.`, HOW_ELSE)
  }
}

/** The error for a request that a command cannot hold. */
export function refused(message: string, hint: string = HOW_ELSE): WhkError {
  return new WhkError("RULE_REFUSED", message, { hint })
}

const HOW_ELSE = "Write it with --format capture, which holds any request."
