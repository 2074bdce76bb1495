/** Every copy of the bytes with one bit turned over: eight for each byte. */
export function bitFlips(bytes: Uint8Array): Buffer[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const copy = Buffer.from(bytes)
    copy[bit >> 3]! ^= 1 << (bit & 7)
    return copy
  })
}

/** Every copy of the bytes with the lowest bit of one byte turned over. */
export function byteFlips(bytes: Uint8Array): Buffer[] {
  return Array.from(bytes, (_, index) => {
    const copy = Buffer.from(bytes)
    copy[index]! ^= 1
    return copy
  })
}

/** Every copy of a header value or a secret with one bit turned over, as Latin-1 text. */
export function textBitFlips(text: string): string[] {
  return bitFlips(Buffer.from(text, "latin1")).map((bytes) => bytes.toString("latin1"))
}
