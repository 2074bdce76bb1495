import { Readable } from "node:stream"
import { setTimeout as pause } from "node:timers/promises"

/** How a body is sent slowly: in equal pieces, with a pause after each. */
export interface Pace {
  readonly pieces: number
  readonly pauseMs: number
}

export function pacedBody(body: Uint8Array, { pieces, pauseMs }: Pace): Readable {
  const size = Math.max(1, Math.ceil(body.length / pieces))
  async function* slowly(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < body.length; at += size) {
      yield body.subarray(at, at + size)
      await pause(pauseMs)
    }
  }
  return Readable.from(slowly(), { objectMode: false })
}
