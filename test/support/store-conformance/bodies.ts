import { createHash, randomBytes } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { Headers } from "../../../src/domain/headers.ts"
import { INLINE_BODY_BYTES, type Store } from "../../../src/store/port.ts"
import { aDelivery, aFanOut, anAttempt, anEvent, bytes, NOON } from "../store-rows.ts"
import { recordHeld } from "../record-held.ts"

const MIB = 1024 * 1024

/** Bodies, byte for byte. */
export function specifyBodies(store: () => Store): void {
  async function readBody(delivery: string): Promise<Uint8Array> {
    const chunks: Uint8Array[] = []
    for (;;) {
      const chunk = await store().readChunk(delivery, chunks.length)
      if (!chunk) return Buffer.concat(chunks)
      chunks.push(chunk)
    }
  }

  /** Appends a body as the relay does while it arrives: one chunk after the other, each from a reused slab. */
  async function appendBody(delivery: string, body: Uint8Array): Promise<void> {
    for (let index = 0; index * INLINE_BODY_BYTES < body.length; index += 1) {
      const start = index * INLINE_BODY_BYTES
      await store().appendChunk(delivery, index, body.subarray(start, start + INLINE_BODY_BYTES))
    }
  }

  const latin1 = fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  })
  const header = fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,12}$/), latin1)

  test("any bytes and any header values round-trip, duplicates and order included", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(header, { maxLength: 6 }),
        latin1,
        async (body, headers: Headers, target) => {
          const request = { method: "POST", target: `/${target}`, headers }
          const delivery = aDelivery({ body, bodyBytes: body.length, request })
          await store().insertDelivery(delivery)
          expect(Buffer.from(await readBody(delivery.id)).equals(body)).toBe(true)
          expect(await store().deliveryById(delivery.id)).toMatchObject({ request })
        },
      ),
      { numRuns: 60 },
    )
  })

  test("an empty body is one empty chunk", async () => {
    const delivery = aDelivery({ body: new Uint8Array(0) })
    await store().insertDelivery(delivery)
    expect(await store().readChunk(delivery.id, 0)).toEqual(new Uint8Array(0))
    expect(await store().readChunk(delivery.id, 1)).toBeNull()
  })

  test("an event may have an empty body as well", async () => {
    const event = anEvent({ body: new Uint8Array(0) })
    const delivery = aFanOut(event, "ep_any")
    await store().publish(event, [delivery])
    expect(await store().getEvent(event.workspace, event.id)).toEqual(event)
    expect(await store().readChunk(delivery.id, 0)).toEqual(new Uint8Array(0))
  })

  test("an empty response body is not the same as none", async () => {
    const delivery = aDelivery()
    const empty = anAttempt(delivery.id, { responseBody: new Uint8Array(0) })
    const none = anAttempt(delivery.id, { number: 2, responseBody: null, responseHeaders: null })
    await store().insertDelivery(delivery)
    await recordHeld(store(), empty, { status: "pending", nextAttemptAt: NOON })
    await recordHeld(store(), none, { status: "failed", nextAttemptAt: null })
    expect(await store().listAttempts(delivery.id)).toEqual([empty, none])
  })

  test("a body that is a view of a larger buffer is stored without its surroundings", async () => {
    const slab = Buffer.from("before|the body|after")
    const delivery = aDelivery({ body: slab.subarray(7, 15) })
    await store().insertDelivery(delivery)
    expect(await store().readChunk(delivery.id, 0)).toEqual(bytes("the body"))
    expect(slab.toString()).toBe("before|the body|after")
  })

  test("a body of 25 MiB in chunks round-trips byte for byte", async () => {
    const body = randomBytes(25 * MIB + 1)
    const delivery = aDelivery({ body: null, bodyBytes: body.length })
    await appendBody(delivery.id, body)
    await store().insertDelivery(delivery)
    const sha256 = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex")
    expect(sha256(await readBody(delivery.id))).toBe(sha256(body))
    expect(await store().readChunk(delivery.id, 25 * 16)).toHaveLength(1)
    expect(await store().readChunk(delivery.id, 25 * 16 + 1)).toBeNull()
  })

  test("a delivery whose chunks are not its whole body is refused", async () => {
    const delivery = aDelivery({ body: null, bodyBytes: INLINE_BODY_BYTES + 5 })
    await store().appendChunk(delivery.id, 0, new Uint8Array(INLINE_BODY_BYTES))
    await expect(store().insertDelivery(delivery)).rejects.toMatchObject({ code: "STORE_FAILED" })
    expect(await store().deliveryById(delivery.id)).toBeNull()
  })

  test("chunks of a delivery that was never inserted can be dropped, and cannot be read", async () => {
    const id = newId("dlv")
    await store().appendChunk(id, 0, bytes("half a body"))
    expect(await store().readChunk(id, 0)).toBeNull()
    await store().dropChunks(id)
    await store().appendChunk(id, 0, bytes("again"))
  })

  test("chunks of an inserted delivery stay when they are dropped", async () => {
    const delivery = aDelivery({ body: null, bodyBytes: 5 })
    await store().appendChunk(delivery.id, 0, bytes("12345"))
    await store().insertDelivery(delivery)
    await store().dropChunks(delivery.id)
    expect(await store().readChunk(delivery.id, 0)).toEqual(bytes("12345"))
  })

  test("deliveries of an event share its body, large or small", async () => {
    const event = anEvent({ body: randomBytes(INLINE_BODY_BYTES + 3) })
    const deliveries = [aFanOut(event, "ep_one"), aFanOut(event, "ep_two")] as const
    await store().publish(event, deliveries)
    expect(Buffer.from(await readBody(deliveries[0].id)).equals(event.body)).toBe(true)
    expect(Buffer.from(await readBody(deliveries[1].id)).equals(event.body)).toBe(true)
    expect(await store().readChunk(deliveries[0].id, 1)).toHaveLength(3)
  })

  test("the body of an event belongs to its workspace, even under the same id", async () => {
    const ours = anEvent({ workspace: "ws_body_ours", body: bytes("ours") })
    const theirs = anEvent({ workspace: "ws_body_theirs", id: ours.id, body: bytes("THEIRS") })
    const delivery = aFanOut(theirs, "ep_any")
    await store().publish(ours, [])
    await store().publish(theirs, [delivery])
    expect(await store().readChunk(delivery.id, 0)).toEqual(bytes("THEIRS"))
  })

  test("a replay of an endpoint's delivery has the body of the same event", async () => {
    const event = anEvent({ body: bytes("once") })
    const first = aFanOut(event, "ep_any")
    const replay = aFanOut(event, "ep_any", { replayOf: first.id, createdAt: NOON + 1 })
    await store().publish(event, [first])
    await store().insertDelivery(replay)
    expect(await store().readChunk(replay.id, 0)).toEqual(bytes("once"))
  })
}
