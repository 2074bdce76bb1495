import { type CapturedRequest, splitUrl, wireHeaders } from "../capture/capture.ts"
import { formatSize } from "../domain/size.ts"
import { cleanText } from "../domain/text.ts"
import { decodeUtf8 } from "../domain/utf8.ts"

/** A request as an HTTP message for a terminal; its body only where that is harmless text. */
export function requestView(request: CapturedRequest): string {
  const lines = [
    `${request.method} ${splitUrl(request.url).path} HTTP/1.1`,
    ...wireHeaders(request).map(([name, value]) => `${name}: ${value}`),
  ]
  return `${lines.map((line) => cleanText(line, Infinity)).join("\n")}\n\n${bodyView(request.body)}`
}

/** A body as text for a terminal, or what it is instead. */
function bodyView(body: Uint8Array): string {
  const text = decodeUtf8(body)
  const isHarmless = text?.split("\n").every((line) => cleanText(line, Infinity) === line) ?? false
  return text !== undefined && isHarmless ? text : `(${formatSize(body.length)} that are not plain text)`
}
