import { firstHeader } from "../domain/headers.ts"
import { printJson } from "../domain/text.ts"
import { decodeUtf8 } from "../domain/utf8.ts"
import { WhkError } from "../errors.ts"
import { type Capture, splitUrl, wireHeaders } from "./capture.ts"
import { headerAsUtf8 } from "./json/text-header.ts"

/**
 * One request as webhook.site's API gives it, without a newline at its end. The format cannot carry the order and case
 * of headers (they are grouped by lower-case name), nor an answer; bytes that are not UTF-8, in the body or in a
 * header, are refused with RULE_REFUSED.
 */
export function writeWebhookSiteRequest(capture: Capture): string {
  const { id, method, url, body, receivedAtMs } = capture
  const headers = groupedHeaders(capture)
  const time = receivedAtMs === undefined ? null : apiTime(receivedAtMs)
  return printJson(
    {
      uuid: id ?? null,
      type: "web",
      token_id: null,
      ip: null,
      hostname: splitUrl(url).host.replace(/:\d+$/, ""),
      method,
      user_agent: firstHeader(capture.headers, "user-agent") ?? null,
      content: textOf(body),
      query: url.includes("?") ? Object.fromEntries(new URLSearchParams(url.slice(url.indexOf("?")))) : null,
      headers,
      url,
      size: body.length,
      files: [],
      created_at: time,
      updated_at: time,
    },
    2,
  )
}

function groupedHeaders(capture: Capture): Record<string, string[]> {
  const grouped = new Map<string, string[]>()
  for (const [name, value] of wireHeaders(capture)) {
    const text = headerAsUtf8(value)
    if (text === undefined) throw notText(`The header ${name}`)
    grouped.set(name.toLowerCase(), [...(grouped.get(name.toLowerCase()) ?? []), text])
  }
  return Object.fromEntries(grouped)
}

function textOf(body: Uint8Array): string {
  const text = decodeUtf8(body)
  if (text === undefined) throw notText("The body")
  return text
}

function notText(what: string): WhkError {
  return new WhkError("RULE_REFUSED", `${what} is not UTF-8, and webhook.site's JSON holds nothing else.`, {
    hint: "Use --format capture, har or ngrok, which hold every byte.",
  })
}

/** `2026-01-15 02:03:04`, with milliseconds where there are any. */
function apiTime(timeMs: number): string {
  return new Date(timeMs)
    .toISOString()
    .replace("T", " ")
    .replace(/(\.000)?Z$/, "")
}
