import { isIntact, placeOfHead } from "../checksum.ts"

/** The head of a delivery's request as it is stored, with what its checksum is about. */
export interface StoredHead {
  readonly id: string
  readonly bodyBytes: number
  readonly head: string
  readonly headCrc: number | null
}

/** Whether the head of a request is the one that was written. */
export function isHeadIntact({ id, bodyBytes, head, headCrc }: StoredHead): boolean {
  return isIntact(headCrc, head, placeOfHead(id, bodyBytes))
}
