import type { IncomingMessage } from "node:http"
import { INLINE_BODY_BYTES, type Store } from "../../store/port.ts"
import type { Budget } from "./budget.ts"

/** A body that was taken in: small ones whole, larger ones as chunks in the store. */
export type ReceivedBody =
  | { readonly kind: "whole"; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: "chunked"; readonly size: number }
  | { readonly kind: "refused"; readonly why: "too-large" | "busy" | "broken-off" }

export interface ReadBodyOptions {
  readonly deliveryId: string
  readonly maxBytes: number
  readonly budget: Budget
  readonly store: Store
}

/**
 * Reads a request body to its end. Up to 64 KiB stay in memory; a larger body goes to the store in chunks while it
 * arrives, so it is never whole in memory. Nothing is left in the store when the body is refused.
 */
export async function readBody(request: IncomingMessage, options: ReadBodyOptions): Promise<ReceivedBody> {
  const { budget } = options
  const chunks = new ChunkWriter(options)
  let held: Buffer[] = []
  let heldBytes = 0
  let size = 0
  let reserved = 0
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length
      if (size > options.maxBytes) return await chunks.refuse("too-large")
      if (!budget.take(part.length)) return await chunks.refuse("busy")
      reserved += part.length
      held.push(part)
      heldBytes += part.length
      if (size <= INLINE_BODY_BYTES) continue
      const all = Buffer.concat(held)
      const rest = await chunks.write(all, false)
      budget.give(reserved - rest.length)
      reserved = rest.length
      held = [rest]
      heldBytes = rest.length
    }
    if (!request.complete) return await chunks.refuse("broken-off")
    if (size <= INLINE_BODY_BYTES) return { kind: "whole", bytes: oneBuffer(held, heldBytes), size }
    await chunks.write(Buffer.concat(held), true)
    return { kind: "chunked", size }
  } catch (error) {
    if (!request.complete) return await chunks.refuse("broken-off")
    throw error
  } finally {
    budget.give(reserved)
  }
}

function oneBuffer(parts: readonly Buffer[], bytes: number): Buffer {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, bytes)
}

/** Writes full chunks of one body to the store. */
class ChunkWriter {
  readonly #options: ReadBodyOptions
  #index = 0

  constructor(options: ReadBodyOptions) {
    this.#options = options
  }

  /** Writes every full chunk of `bytes`, with `last` also what is left, and returns what was not written. */
  async write(bytes: Buffer, last: boolean): Promise<Buffer> {
    const writes: Promise<void>[] = []
    let at = 0
    while (bytes.length - at >= INLINE_BODY_BYTES || (last && at < bytes.length)) {
      const chunk = bytes.subarray(at, at + INLINE_BODY_BYTES)
      writes.push(this.#options.store.appendChunk(this.#options.deliveryId, this.#index++, chunk))
      at += chunk.length
    }
    await Promise.all(writes)
    return bytes.subarray(at)
  }

  async refuse(why: "too-large" | "busy" | "broken-off"): Promise<ReceivedBody> {
    if (this.#index > 0) await this.#options.store.dropChunks(this.#options.deliveryId)
    return { kind: "refused", why }
  }
}
