const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** Bytes as text when they are valid UTF-8, a byte order mark included: the text gives the very bytes back. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}
