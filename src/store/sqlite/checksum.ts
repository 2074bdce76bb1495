import { crc32 } from "node:zlib"

/**
 * The CRC-32 of stored bytes and of where they belong, so that neither a flipped bit nor the intact bytes of another
 * row pass for what was written. SQLite itself checks the structure of its pages, not what is in them.
 */
export function checksum(bytes: string | Uint8Array, place: string): number {
  return crc32(bytes, crc32(place))
}

/** Whether bytes are still what was written. Rows of a whk that kept no checksums cannot be judged. */
export function isIntact(stored: number | null, bytes: string | Uint8Array, place: string): boolean {
  return stored === null || stored === checksum(bytes, place)
}

/** Where the head of a delivery's request belongs, with the body's length: half a body must not look whole. */
export function placeOfHead(delivery: string, bodyBytes: number): string {
  return `${delivery} ${bodyBytes}`
}

/** Where a chunk of a delivery's body belongs. */
export function placeOfChunk(delivery: string, index: number): string {
  return `${delivery}/${index}`
}

/** Where the body of an event belongs. */
export function placeOfEvent(workspace: string, id: string): string {
  return `${workspace}/${id}`
}
