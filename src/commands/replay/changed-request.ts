import type { Capture } from "../../capture/capture.ts"
import type { DeliveryDetailJson } from "../../domain/api-types.ts"
import type { ManagementApi } from "../../manage/management-api.ts"
import { editBody } from "./edit-body.ts"
import type { Changes } from "./replay-flags.ts"
import { setInBody } from "./set-in-body.ts"
import { storedRequest } from "../../capture/stored-request.ts"

/** A stored request with what the user made of it. */
export interface ChangedRequest {
  readonly delivery: DeliveryDetailJson
  readonly capture: Capture
  readonly isEdited: boolean
}

/** Reads a delivery whole and changes its body. Throws what `setInBody` and `editBody` throw. */
export async function changedRequest(
  api: ManagementApi,
  { id, changes }: { readonly id: string; readonly changes: Changes | undefined },
): Promise<ChangedRequest> {
  const delivery = await api.delivery(id, { body: "whole" })
  const capture = storedRequest(delivery)
  const set = (changes?.set ?? []).reduce<Uint8Array>(
    (body, [path, value]) => setInBody(body, path, value),
    capture.body,
  )
  const body =
    changes?.editor === undefined ? set : await editBody(set, { editor: changes.editor, name: delivery.id })
  return { delivery, capture: { ...capture, body }, isEdited: body !== capture.body }
}
