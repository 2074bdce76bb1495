/** Bytes in percent-encoding, all but letters, digits and `-._~`; `+` may stand for a space, as in forms. */
export function percentEncode(
  bytes: Uint8Array,
  { plusForSpace = false }: { readonly plusForSpace?: boolean } = {},
): string {
  const text = Buffer.from(bytes).toString("latin1")
  return text.replace(/[^A-Za-z0-9._~-]/g, (character) =>
    character === " " && plusForSpace
      ? "+"
      : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  )
}
