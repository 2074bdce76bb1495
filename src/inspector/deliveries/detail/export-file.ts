import type { DeliveryDetailJson, DeliveryJson, ExportJson } from "../../../domain/api-types.ts"
import { firstHeader } from "../../../domain/headers.ts"
import { api } from "../../relay/api.ts"
import { copyText } from "../../parts/clipboard.ts"
import { tell, tellProblem } from "../../parts/toast.tsx"
import { fromBase64 } from "../body/bytes.ts"
import { readDetail } from "./loaded.ts"

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
  save(fromBase64(file.bodyBase64), file.contentType, file.fileName)
}

/** Saves the whole body of a request as it came, whatever part of it is shown. */
export async function downloadBody({ id, request }: DeliveryDetailJson): Promise<void> {
  const answer = await readDetail(id, true)
  if (!answer.ok) return tellProblem(answer.problem)
  const isJson = /json/i.test(firstHeader(request.headers, "content-type") ?? "")
  const body = fromBase64(answer.value.request.bodyBase64)
  save(body, "application/octet-stream", `${id}.${isJson ? "json" : "bin"}`)
}

function save(bytes: Uint8Array<ArrayBuffer>, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
