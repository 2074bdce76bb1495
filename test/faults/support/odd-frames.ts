import fc from "fast-check"
import { encodeFrame } from "../../../src/tunnel/codec.ts"
import type { Frame } from "../../../src/tunnel/frames.ts"
import { anyFrame } from "../../tunnel/arbitrary-frame.ts"
import { seededRandom } from "./seeded-random.ts"

const FIN_BINARY = 0x82

export type WriteFrame = (firstByte: number, payload: Uint8Array) => Buffer

/**
 * Makes WebSocket frames of all kinds of oddness: most are valid, so that a connection lives to see many of them; some
 * hold a frame of the tunnel with a byte changed, some are random bytes, and a few break WebSocket itself. `types` are
 * those that the other end may send.
 */
export function oddFrames(seed: number, write: WriteFrame, types: readonly Frame["type"][]): () => Buffer {
  const random = seededRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const valid = fc
    .sample(anyFrame, { numRuns: 1000, seed })
    .filter(({ type }) => types.includes(type))
    .map(encodeFrame)
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256)))
  return () => {
    const kind = random()
    const payload = Buffer.from(valid[below(valid.length)]!)
    if (kind < 0.6) return write(FIN_BINARY, payload)
    if (kind < 0.985)
      return write(FIN_BINARY, Buffer.concat([Buffer.from([14 + below(242)]), bytes(5 + below(40))]))
    if (kind < 0.994) {
      payload[below(payload.length)] = below(256)
      return write(FIN_BINARY, payload)
    }
    if (kind < 0.996) return write(FIN_BINARY, payload.subarray(0, below(payload.length)))
    if (kind < 0.998) return write(FIN_BINARY, bytes(below(60)))
    const broken = write(below(256), bytes(below(150)))
    if (kind < 0.999) broken[below(Math.min(broken.length, 6))] = below(256)
    return broken
  }
}
