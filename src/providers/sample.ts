import { createHash } from "node:crypto"

/** What a sample may vary: fresh ids and times, all from one seed so that the same seed gives the same bytes. */
export interface SampleContext {
  readonly nowMs: number
  /** Uniform in [0, 1). */
  random(): number
  /** A whole number in [min, max]. */
  integer(min: number, max: number): number
  pick<T>(choices: readonly T[]): T
  /** `length` characters of an alphabet, lower-case letters and digits by default. */
  characters(length: number, alphabet?: string): string
  /** A UUID of the given version. */
  uuid(version?: 4 | 5 | 7): string
}

const LOWER_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789"
/** Digits and capital letters without I, L, O and U, as AccelEx's ids have them. */
export const UPPER_ALPHANUMERIC = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
/** Digits and letters of both cases, as Stripe's and Slack's ids have them. */
export const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** Random values for samples; equal seeds and times give equal samples on every machine. */
export function sampleContext(seed: string, nowMs: number): SampleContext {
  let block = Buffer.alloc(0)
  let blockNumber = 0
  const byte = (): number => {
    if (block.length === 0) block = createHash("sha256").update(`${seed}/${blockNumber++}`).digest()
    const value = block[0]!
    block = block.subarray(1)
    return value
  }
  const random = (): number => (byte() * 2 ** 24 + byte() * 2 ** 16 + byte() * 2 ** 8 + byte()) / 2 ** 32
  const integer = (min: number, max: number): number => min + Math.floor(random() * (max - min + 1))
  const characters = (length: number, alphabet = LOWER_ALPHANUMERIC): string =>
    Array.from({ length }, () => alphabet[integer(0, alphabet.length - 1)]).join("")
  return {
    nowMs,
    random,
    integer,
    pick: (choices) => choices[integer(0, choices.length - 1)]!,
    characters,
    uuid(version = 4) {
      const bytes = Buffer.from(Array.from({ length: 16 }, byte))
      if (version === 7) bytes.writeUIntBE(Math.max(0, Math.floor(nowMs)), 0, 6)
      bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
      bytes[8] = (bytes[8]! & 0x3f) | 0x80
      return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
    },
  }
}

/** ISO 8601 in whole seconds: `2026-01-15T02:03:04Z`. */
export function isoSeconds(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, "Z")
}

/** Whole seconds since the epoch. */
export function unixSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000)
}

/** A ULID: the time in ten characters, then sixteen random ones. */
export function ulid(context: SampleContext): string {
  let timeMs = Math.max(0, Math.floor(context.nowMs))
  let time = ""
  for (let place = 0; place < 10; place++) {
    time = UPPER_ALPHANUMERIC[timeMs % 32]! + time
    timeMs = Math.floor(timeMs / 32)
  }
  return time + context.characters(16, UPPER_ALPHANUMERIC)
}
