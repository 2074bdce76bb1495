import type { Rig } from "./rig.ts"
import { aDelivery } from "../../support/store-rows.ts"

/** Stores a delivery whose body is too large for its row, at an inbox of its own, and returns its id. */
export async function storeLarge({ services, store, workspace }: Rig, body: Uint8Array): Promise<string> {
  const inbox = await services.inboxes.save(workspace, { name: "large" })
  const delivery = aDelivery({
    workspace,
    origin: { kind: "inbox", inbox: inbox.id },
    body: null,
    bodyBytes: body.length,
  })
  for (let at = 0; at < body.length; at += 65_536)
    await store.appendChunk(delivery.id, at / 65_536, body.subarray(at, at + 65_536))
  await store.insertDelivery(delivery)
  return delivery.id
}
