const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** Bytes as one number in base 62, most significant digit first, filled up with zeros to what any such bytes need. */
export function encodeBase62(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 8) / Math.log2(DIGITS.length))
  let number = bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString("hex")}`)
  let text = ""
  while (text.length < length) {
    text = `${DIGITS[Number(number % 62n)]}${text}`
    number /= 62n
  }
  return text
}
