/** Whether each word of a search stands in one of the texts, in any case and order. Nothing searched for fits all. */
export function matchesWords(search: string, texts: readonly string[]): boolean {
  const all = texts.join("\n").toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
