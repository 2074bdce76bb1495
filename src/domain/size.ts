import { WhkError } from "../errors.ts"

const UNIT_BYTES = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 } as const

/** Bytes of a size such as `64kb` or `25mb`, in powers of 1024. Throws SIZE_INVALID. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(b|kb|mb|gb)$/.exec(text.trim().toLowerCase())
  if (!match) throw new WhkError("SIZE_INVALID", `"${text}" is not a size.`)
  return Math.floor(Number(match[1]) * UNIT_BYTES[match[2] as keyof typeof UNIT_BYTES])
}

/** A size for people: `312 B`, `1.4 KB`, `25 MB`, `1.5 GB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const unit = bytes < UNIT_BYTES.mb ? "kb" : bytes < UNIT_BYTES.gb ? "mb" : "gb"
  return `${Number((bytes / UNIT_BYTES[unit]).toFixed(1))} ${unit.toUpperCase()}`
}
