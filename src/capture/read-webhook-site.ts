import type { Header } from "../domain/headers.ts"
import type { Capture } from "./capture.ts"
import { Fields } from "./json/fields.ts"
import { invalid, type LeftOut, lengthNotes, type Reading } from "./reading.ts"

/**
 * One request as webhook.site's API gives it, alone or in a page under `data`
 * (https://docs.webhook.site/api/requests.html, seen 2026-11). It relies on `uuid`, `type` (absent, or `web`),
 * `method`, `url`, `headers` as lists by lower-case name, `content` as text, `size` and `created_at`, which is taken
 * for UTC (assumed: the page does not say). The order and case of headers, the raw query (its source rebuilds the URL)
 * and bytes that are not UTF-8 are lost before the export. A body that was multipart stands in `request` and `files`
 * instead of `content`; such a request is left out, as is an e-mail or a DNS query. Throws CAPTURE_INVALID.
 */
export function readWebhookSiteRequest(json: unknown, place: string): Reading | LeftOut {
  const item = new Fields(json, place)
  const type = item.optional("type", "string") ?? "web"
  const id = item.optional("uuid", "string")
  if (type !== "web")
    return {
      leftOut: invalid(`${item.name("type")} is ${JSON.stringify(type)}: only web requests are read.`),
    }
  const body = Buffer.from(item.optional("content", "string") ?? "", "utf8")
  const size = item.value("size")
  if (body.length === 0 && typeof size === "number" && size > 0)
    return {
      leftOut: invalid(
        `${item.name("content")} is empty, though the body had ${size} bytes: webhook.site takes multipart bodies apart.`,
        "Take the body from another recording; what is left here cannot be judged.",
      ),
    }
  const receivedAtMs = createdAt(item.value("created_at"))
  const capture: Capture = {
    method: item.required("method", "string"),
    url: item.required("url", "string"),
    headers: readHeaders(item),
    body,
    ...(id !== undefined && { id }),
    ...(receivedAtMs !== undefined && { receivedAtMs }),
  }
  return { capture, notes: lengthNotes(capture, place) }
}

function readHeaders(item: Fields): Header[] {
  const headers = item.requiredInner("headers")
  return Object.entries(headers.object).flatMap(([name, value]) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return values.map((text): Header => {
      if (typeof text !== "string") throw headers.wrong(name, "not a list of texts")
      return [name, Buffer.from(text, "utf8").toString("latin1")]
    })
  })
}

function createdAt(text: unknown): number | undefined {
  if (typeof text !== "string") return undefined
  const isBare = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(text)
  const timeMs = Date.parse(isBare ? `${text.replace(" ", "T")}Z` : text)
  return Number.isNaN(timeMs) ? undefined : timeMs
}
