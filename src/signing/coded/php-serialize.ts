/** What PHP's `serialize()` makes of an array of texts, which are Latin-1 text here: one character for each byte. */
export function phpSerialize(fields: readonly (readonly [name: string, value: string])[]): Buffer {
  const entries = fields.map(([name, value]) => `${phpText(name)}${phpText(value)}`)
  return Buffer.from(`a:${entries.length}:{${entries.join("")}}`, "latin1")
}

function phpText(text: string): string {
  return `s:${text.length}:"${text}";`
}
