import type { DeliveryJson, ExportJson } from "../../../domain/api-types.ts"
import { api } from "../../relay/api.ts"
import { copyText } from "../../parts/clipboard.ts"
import { tell, tellProblem } from "../../parts/toast.tsx"
import { fromBase64 } from "../body/bytes.ts"

async function write(id: string, format: "curl" | "capture"): Promise<ExportJson | undefined> {
  const answer = await api.get<ExportJson>(`/v1/deliveries/${encodeURIComponent(id)}/export?format=${format}`)
  if (answer.ok) return answer.value
  tellProblem(answer.problem)
  return undefined
}

/** Copies the command that sends the same bytes again. */
export async function copyAsCurl({ id }: Pick<DeliveryJson, "id">): Promise<void> {
  const file = await write(id, "curl")
  if (!file) return
  const isCopied = await copyText(new TextDecoder().decode(fromBase64(file.bodyBase64)))
  if (isCopied) tell("Copied as a curl command")
  else tell("The browser did not let the page copy.", "bad", "Run `whk delivery <id> --format curl`.")
}

/** Saves the delivery as a capture, which `whk verify` and `whk trigger --from` read. */
export async function downloadCapture({ id }: Pick<DeliveryJson, "id">): Promise<void> {
  const file = await write(id, "capture")
  if (!file) return
  const url = URL.createObjectURL(new Blob([fromBase64(file.bodyBase64)], { type: file.contentType }))
  const link = document.createElement("a")
  link.href = url
  link.download = file.fileName
  link.click()
  URL.revokeObjectURL(url)
}
