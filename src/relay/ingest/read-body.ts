import type { Hash } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { WhkError } from "../../errors.ts"
import { INLINE_BODY_BYTES, type Store } from "../../store/port.ts"
import type { Budget, LargeBody } from "./budget.ts"

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
  /** Takes in a body that does not stay whole. */
  readonly hash?: Hash | undefined
}

/**
 * Reads a request body to its end. Up to 64 KiB stay in memory; a larger body goes to the store in chunks while it
 * arrives, so it is never whole in memory. Nothing is left in the store when the body is refused.
 */
export async function readBody(request: IncomingMessage, options: ReadBodyOptions): Promise<ReceivedBody> {
  const { budget, maxBytes } = options
  const beginLarge = (): LargeBody | undefined => budget.beginLarge(() => request.destroy())
  // Who says that much will come is sent away before any of it is read.
  const isSaidLarge = Number(request.headers["content-length"] ?? 0) > INLINE_BODY_BYTES
  let large = isSaidLarge ? beginLarge() : undefined
  if (isSaidLarge && !large) return { kind: "refused", why: "busy" }
  const start = await readStart(request, Math.min(INLINE_BODY_BYTES, maxBytes), budget)
  try {
    if (start.end === "broken-off" || start.end === "busy") return { kind: "refused", why: start.end }
    if (start.size > maxBytes) return { kind: "refused", why: "too-large" }
    if (start.end === "whole") return { kind: "whole", bytes: oneBuffer(start.parts), size: start.size }
    large ??= beginLarge()
    if (!large) return { kind: "refused", why: "busy" }
    return await readOn(request, start, large, options)
  } finally {
    budget.give(start.reserved)
    large?.end()
  }
}

/** Reads the rest of a large body; never more of it is held than one chunk and what came last. */
async function readOn(
  request: IncomingMessage,
  start: Start,
  large: LargeBody,
  options: ReadBodyOptions,
): Promise<ReceivedBody> {
  const chunks = new ChunkWriter(options)
  let held: readonly Buffer[] = []
  let heldBytes = 0
  let size = start.size
  const writeChunks = async (parts: readonly Buffer[]): Promise<void> => {
    large.works()
    held = [await chunks.write(oneBuffer(parts), false)]
    heldBytes = held[0]!.length
    large.waits()
  }
  for (const part of start.parts) options.hash?.update(part)
  try {
    await writeChunks(start.parts)
    // A request that is left in the middle must live on, or its sender would never read why.
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += part.length
      if (size > options.maxBytes) return await chunks.refuse("too-large")
      options.hash?.update(part)
      held = [...held, part]
      heldBytes += part.length
      if (heldBytes >= INLINE_BODY_BYTES) await writeChunks(held)
      else large.waits()
    }
    large.works()
    await chunks.write(oneBuffer(held), true)
    return { kind: "chunked", size }
  } catch (error) {
    // The store's failure is not the sender's.
    return await chunks.refuse(error instanceof WhkError ? "not-stored" : "broken-off")
  }
}

interface Start {
  readonly end: "whole" | "more" | "broken-off" | "busy"
  readonly parts: readonly Buffer[]
  readonly size: number
  /** Bytes taken from the budget. */
  readonly reserved: number
}

/** Reads until the end or until more than `limit` bytes have come; most bodies are whole by then. */
function readStart(request: IncomingMessage, limit: number, budget: Budget): Promise<Start> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let size = 0
    let reserved = 0
    const finish = (end: Start["end"]): void => {
      request.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose)
      resolve({ end, parts, size, reserved })
    }
    // Counted as it comes: many bodies that stay unfinished hold as much memory as whole ones.
    const onData = (part: Buffer): void => {
      const isGranted = budget.take(part.length)
      if (isGranted) {
        reserved += part.length
        size += part.length
        parts.push(part)
        if (size <= limit) return
      }
      request.pause()
      finish(isGranted ? "more" : "busy")
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
