type Order = "little" | "big"

/**
 * Bytes that are UTF-16, with or without its mark, redacted as the text they stand for; undefined for any other bytes.
 * Each character of `bytes` is one byte. `redact` returns text of the same length.
 */
export function redactWide(bytes: string, redact: (text: string) => string): string | undefined {
  const order = orderOf(bytes)
  if (order === undefined) return undefined
  const even = bytes.length - (bytes.length % 2)
  const swap = (buffer: Buffer): Buffer => (order === "big" ? buffer.swap16() : buffer)
  const text = swap(Buffer.from(bytes.slice(0, even), "latin1")).toString("utf16le")
  return swap(Buffer.from(redact(text), "utf16le")).toString("latin1") + bytes.slice(even)
}

/** Where nothing is marked, it shows by the zeros of what is ASCII in it, as every notation is for the most part. */
function orderOf(bytes: string): Order | undefined {
  if (bytes.startsWith("\xff\xfe")) return "little"
  if (bytes.startsWith("\xfe\xff")) return "big"
  const pairs = Math.min(bytes.length, 1000) >> 1
  let first = 0
  let second = 0
  for (let at = 0; at < pairs; at += 1) {
    if (bytes.charCodeAt(2 * at) === 0) first += 1
    if (bytes.charCodeAt(2 * at + 1) === 0) second += 1
  }
  if (second > pairs / 3 && first <= pairs / 20) return "little"
  return first > pairs / 3 && second <= pairs / 20 ? "big" : undefined
}
