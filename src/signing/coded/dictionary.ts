/** One member of a structured dictionary, as text. */
export interface DictionaryMember {
  readonly name: string
  readonly value: string
}

/**
 * Takes a dictionary (RFC 9651) apart at its top-level commas, all lines of its header together. What a member's value
 * means is not looked at. A name that stands there twice is left out altogether: which of the two counts would be a
 * guess.
 */
export function dictionaryMembers(lines: readonly string[]): DictionaryMember[] {
  const members = lines.flatMap(splitMembers).flatMap((text) => {
    const [, name, value] = /^([a-z*][a-z0-9_.*-]*)=(.+)$/.exec(text.trim()) ?? []
    return name === undefined || value === undefined ? [] : [{ name, value }]
  })
  const counts = new Map<string, number>()
  for (const { name } of members) counts.set(name, (counts.get(name) ?? 0) + 1)
  return members.filter(({ name }) => counts.get(name) === 1)
}

/** Commas in quoted strings and in inner lists separate nothing. */
function splitMembers(line: string): string[] {
  const texts: string[] = []
  let start = 0
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (isQuoted && character === "\\") at++
    else if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === "(") depth++
    else if (character === ")") depth--
    else if (character === "," && depth === 0) {
      texts.push(line.slice(start, at))
      start = at + 1
    }
  }
  return [...texts, line.slice(start)]
}
