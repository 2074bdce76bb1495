import { formatRequest } from "../../capture/formats.ts"
import { storedRequest } from "../../capture/stored-request.ts"
import type { DeliveryDetailJson, ExportJson } from "../../domain/api-types.ts"
import { WhkError } from "../../errors.ts"

/** The notations that a delivery is exported in; each can be read back. */
export const EXPORT_FORMATS = ["http", "curl", "har", "capture"] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

const FILES: Readonly<Record<ExportFormat, { readonly ending: string; readonly contentType: string }>> = {
  http: { ending: "http", contentType: "application/octet-stream" },
  curl: { ending: "sh", contentType: "text/x-shellscript; charset=utf-8" },
  har: { ending: "har", contentType: "application/json" },
  capture: { ending: "capture.json", contentType: "application/json" },
}

/**
 * A delivery, read whole, as a file. Throws DELIVERY_DAMAGED, or RULE_REFUSED where the notation cannot hold the
 * request.
 */
export function exportDelivery(delivery: DeliveryDetailJson, format: ExportFormat): ExportJson {
  if (delivery.request.damaged)
    throw new WhkError("DELIVERY_DAMAGED", `The body of ${delivery.id} is damaged.`)
  const { ending, contentType } = FILES[format]
  return {
    fileName: `${delivery.id}.${ending}`,
    contentType,
    bodyBase64: formatRequest(format, storedRequest(delivery)).toString("base64"),
  }
}
