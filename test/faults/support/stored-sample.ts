import { randomBytes } from "node:crypto"
import { newId } from "../../../src/domain/ids.ts"
import type { RequestHead } from "../../../src/domain/delivery.ts"
import { DAMAGED_HEAD, INLINE_BODY_BYTES } from "../../../src/store/port.ts"
import type { Tables } from "../../../src/store/sqlite/calls.ts"
import { DamageError } from "../../../src/store/sqlite/damage.ts"
import { aDelivery, aFanOut, anEvent } from "../../support/store-rows.ts"

/** A delivery as it was stored. */
export interface Sample {
  readonly id: string
  readonly request: RequestHead
  readonly body: Buffer
}

const SMALL = 40
const LARGE = 4
const PUBLISHED = 6

/** Stores deliveries of every kind: small ones, ones in chunks, ones of an event. */
export function storeSample(tables: Tables): readonly Sample[] {
  return [
    ...Array.from({ length: SMALL }, (_, index) => storeSmall(tables, randomBytes(index * 60))),
    ...Array.from({ length: LARGE }, () => storeLarge(tables, randomBytes(2.5 * INLINE_BODY_BYTES))),
    ...Array.from({ length: PUBLISHED }, () => storePublished(tables, randomBytes(5000))),
  ]
}

function storeSmall(tables: Tables, body: Buffer): Sample {
  const delivery = aDelivery({ body })
  tables.insertDelivery(delivery)
  return { ...delivery, body }
}

function storeLarge(tables: Tables, body: Buffer): Sample {
  const id = newId("dlv")
  for (let at = 0; at < body.length; at += INLINE_BODY_BYTES) {
    tables.appendChunk(id, at / INLINE_BODY_BYTES, body.subarray(at, at + INLINE_BODY_BYTES))
  }
  const delivery = aDelivery({ id, body: null, bodyBytes: body.length })
  tables.insertDelivery(delivery)
  return { ...delivery, body }
}

function storePublished(tables: Tables, body: Buffer): Sample {
  const event = anEvent({ body })
  const delivery = aFanOut(event, "ep_main")
  tables.publish(event, [delivery])
  return { ...delivery, body }
}

/** How a delivery reads: as it was stored, not at all, refused as damaged, or otherwise than it was stored. */
export type Reading = "right" | "missing" | "damaged" | "WRONG"

export function readSample(tables: Tables, { id, request, body }: Sample): Reading {
  const delivery = tables.deliveryById(id)
  if (!delivery) return "missing"
  if (delivery.request === DAMAGED_HEAD) return "damaged"
  try {
    const chunks: Uint8Array[] = []
    for (let chunk; (chunk = tables.readChunk(id, chunks.length)) !== null;) chunks.push(chunk)
    const isRight =
      JSON.stringify(delivery.request) === JSON.stringify(request) && Buffer.concat(chunks).equals(body)
    return isRight ? "right" : "WRONG"
  } catch (error) {
    if (error instanceof DamageError) return "damaged"
    throw error
  }
}
