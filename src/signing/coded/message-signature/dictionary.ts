/** One member of a structured dictionary, as text. */
export interface DictionaryMember {
  readonly name: string
  readonly value: string
}

/**
 * Takes a dictionary (RFC 9651) apart at its top-level commas, all lines of its header together. What a member's value
 * means is not looked at; commas in strings and in inner lists separate nothing. A name that stands there twice is left out altogether: which of the two counts would be a
 * guess.
 */
export function dictionaryMembers(lines: readonly string[]): DictionaryMember[] {
  const members = lines
    .flatMap((line) => splitAt(line, ",", 0))
    .flatMap((text) => {
      const [, name, value] = /^([a-z*][a-z0-9_.*-]*)=(.+)$/.exec(text.trim()) ?? []
      return name === undefined || value === undefined ? [] : [{ name, value }]
    })
  const counts = new Map<string, number>()
  for (const { name } of members) counts.set(name, (counts.get(name) ?? 0) + 1)
  return members.filter(({ name }) => counts.get(name) === 1)
}

/** How many items a member's inner list has, 0 for a member that is none. */
export function countItems(value: string): number {
  if (!value.startsWith("(")) return 0
  return splitAt(value, " ", 1).filter((text) => /[^ ()]/.test(text)).length
}

/** Splits where the character stands in that many parentheses and in no quoted string. */
function splitAt(text: string, separator: string, wantedDepth: number): string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (isQuoted && character === "\\") at++
    else if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === "(") depth++
    else if (character === ")") depth--
    else if (character === separator && depth === wantedDepth) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}
