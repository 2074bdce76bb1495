/** The bytes of base64 (RFC 4648, section 4, with its padding), or in words what is wrong with the text. */
export function decodeBase64(text: string): Buffer | string {
  const bytes = Buffer.from(text, "base64")
  if (bytes.toString("base64") === text) return bytes
  const odd = /[^A-Za-z0-9+/]/.exec(text.replace(/={1,2}$/, ""))
  if (odd) return `not base64: ${JSON.stringify(odd[0])} stands at character ${odd.index + 1}`
  const left = text.length % 4
  if (left !== 0)
    return `cut short: base64 comes in groups of 4 characters, and the last one here has ${left}`
  return "not base64: its last group stands for no whole bytes"
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")
}
