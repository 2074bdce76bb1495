import type { DeliveryRow, Store } from "../../store/port.ts"

/** A request body on its way down: whole, or chunk by chunk from the store. */
export type BodySource = { readonly whole: Uint8Array } | { chunk(index: number): Promise<Uint8Array | null> }

/** The body of a stored delivery: small ones whole, larger ones to be read chunk by chunk. */
export async function storedBody(store: Store, delivery: DeliveryRow): Promise<BodySource> {
  const first = await store.readChunk(delivery.id, 0)
  if (!first || first.length === delivery.bodyBytes) return { whole: first ?? new Uint8Array() }
  return { chunk: (index) => (index === 0 ? Promise.resolve(first) : store.readChunk(delivery.id, index)) }
}
