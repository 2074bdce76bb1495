import type { IncomingMessage } from "node:http"
import { WhkError } from "../../errors.ts"
import { INLINE_BODY_BYTES, type Store } from "../../store/port.ts"
import type { Budget } from "./budget.ts"

/** A body that was taken in: small ones whole, larger ones as chunks in the store. */
export type ReceivedBody =
  | { readonly kind: "whole"; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: "chunked"; readonly size: number }
  | { readonly kind: "refused"; readonly why: "too-large" | "busy" | "broken-off" | "not-stored" }

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
  const start = await readStart(request, Math.min(INLINE_BODY_BYTES, options.maxBytes))
  if (start.end === "broken-off") return { kind: "refused", why: "broken-off" }
  if (start.size > options.maxBytes) return { kind: "refused", why: "too-large" }
  if (!budget.take(start.size)) return { kind: "refused", why: "busy" }
  let reserved = start.size
  try {
    if (start.end === "whole") return { kind: "whole", bytes: oneBuffer(start.parts), size: start.size }
    const chunks = new ChunkWriter(options)
    let size = start.size
    try {
      let held = await chunks.write(oneBuffer(start.parts), false)
      for await (const part of request as AsyncIterable<Buffer>) {
        size += part.length
        if (size > options.maxBytes) return await chunks.refuse("too-large")
        if (!budget.take(part.length)) return await chunks.refuse("busy")
        reserved += part.length
        held = await chunks.write(Buffer.concat([held, part]), false)
        budget.give(reserved - held.length)
        reserved = held.length
      }
      await chunks.write(held, true)
    } catch (error) {
      return await chunks.refuse(error instanceof WhkError ? "not-stored" : "broken-off")
    }
    return { kind: "chunked", size }
  } finally {
    budget.give(reserved)
  }
}

interface Start {
  readonly end: "whole" | "more" | "broken-off"
  readonly parts: readonly Buffer[]
  readonly size: number
}

/** Reads until the end or until more than `limit` bytes have come; most bodies are whole by then. */
function readStart(request: IncomingMessage, limit: number): Promise<Start> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let size = 0
    const finish = (end: Start["end"]): void => {
      request.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose)
      resolve({ end, parts, size })
    }
    const onData = (part: Buffer): void => {
      parts.push(part)
      size += part.length
      if (size <= limit) return
      request.pause()
      finish("more")
    }
    const onEnd = (): void => finish("whole")
    const onClose = (): void => finish("broken-off")
    request.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose)
  })
}

function oneBuffer(parts: readonly Buffer[]): Buffer {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
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

  /** What is left behind when not even that can be written is forgotten at the next start. */
  async refuse(why: "too-large" | "busy" | "broken-off" | "not-stored"): Promise<ReceivedBody> {
    if (this.#index > 0) await this.#options.store.dropChunks(this.#options.deliveryId).catch(() => {})
    return { kind: "refused", why }
  }
}
