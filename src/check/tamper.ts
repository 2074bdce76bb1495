/** The body with one letter or digit of a value changed; white space, keys and the spared fields stay as they are. */
export function tamper(
  body: Uint8Array,
  where: "first" | "middle" | "last",
  spared: readonly string[] = [],
): Buffer | undefined {
  const places = valuePlaces(Buffer.from(body).toString("latin1"), spared)
  const at = { first: places[0], middle: places[Math.floor(places.length / 2)], last: places.at(-1) }[where]
  if (at === undefined) return undefined
  const changed = Buffer.from(body)
  const byte = changed[at]!
  // To its neighbour: another digit or letter, so that the body stays what it is.
  changed[at] = byte === 0x39 || byte === 0x7a || byte === 0x5a ? byte - 1 : byte + 1
  return changed
}

/** Strings that are no such value are taken whole, so that nothing inside them is read as one. */
const JSON_VALUE =
  /"(?<name>(?:[^"\\]|\\.)*)"\s*:\s*(?:"(?<text>[^"\\]*)"|(?<number>-?\d{1,15})(?!\d))|"(?:[^"\\]|\\.)*"/dg
const FORM_VALUE = /(?<name>[^&=]{0,1000})=(?<text>[^&%+]{1,1000})/dg

/** Where in a JSON text or a form the last letter or digit of each value stands. */
function valuePlaces(text: string, spared: readonly string[]): number[] {
  const pattern = /^\s*[[{]/.test(text) ? JSON_VALUE : FORM_VALUE
  return [...text.matchAll(pattern)].flatMap(({ indices, groups }) => {
    if (spared.includes(groups?.["name"] ?? "")) return []
    const [start, end] = indices?.groups?.["text"] ?? indices?.groups?.["number"] ?? [0, 0]
    for (let at = end - 1; at >= start; at -= 1) if (/[0-9A-Za-z]/.test(text[at]!)) return [at]
    return []
  })
}
