const PER_LINE = 16

/** Bytes as a dump: offset, sixteen bytes, and what of them is printable ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += PER_LINE) lines.push(hexLine(bytes, at))
  return lines.join("\n")
}

function hexLine(bytes: Uint8Array, at: number): string {
  let hex = ""
  let text = ""
  for (let index = at; index < at + PER_LINE; index += 1) {
    const byte = bytes[index]
    if (index === at + PER_LINE / 2) hex += " "
    hex += byte === undefined ? "   " : `${byte.toString(16).padStart(2, "0")} `
    if (byte !== undefined) text += byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : "."
  }
  return `${at.toString(16).padStart(8, "0")}  ${hex} ${text}`
}

/** The bytes that hex digits stand for, white space between them allowed; undefined: they are none. */
export function parseHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/\s+/g, "")
  if (digits.length % 2 === 1 || /[^0-9a-f]/i.test(digits)) return undefined
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** Bytes as hex digits, sixteen bytes a line: what `parseHex` reads. */
export function toHex(bytes: Uint8Array): string {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
  const lines: string[] = []
  for (let at = 0; at < pairs.length; at += PER_LINE) lines.push(pairs.slice(at, at + PER_LINE).join(" "))
  return lines.join("\n")
}
