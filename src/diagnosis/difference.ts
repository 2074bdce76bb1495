import { cleanText } from "../domain/text.ts"

/** Where two byte strings begin to differ, with what stands there in each. */
export interface Difference {
  /** Of the first byte that differs, counted from 0. */
  readonly offset: number
  readonly received: string
  readonly signed: string
  readonly receivedBytes: number
  readonly signedBytes: number
}

const BEFORE = 12
const AFTER = 28

/** The first difference between the body that was received and the one that was signed; undefined when they are equal. */
export function firstDifference(received: Uint8Array, signed: Uint8Array): Difference | undefined {
  const shorter = Math.min(received.length, signed.length)
  let offset = 0
  while (offset < shorter && received[offset] === signed[offset]) offset += 1
  if (offset === shorter && received.length === signed.length) return undefined
  return {
    offset,
    received: snippet(received, offset),
    signed: snippet(signed, offset),
    receivedBytes: received.length,
    signedBytes: signed.length,
  }
}

function snippet(bytes: Uint8Array, offset: number): string {
  const from = Math.max(0, offset - BEFORE)
  const to = Math.min(bytes.length, offset + AFTER)
  const text = Buffer.from(bytes.subarray(from, to)).toString("utf8")
  return `${from > 0 ? "…" : ""}${cleanText(text)}${to < bytes.length ? "…" : ""}`
}
