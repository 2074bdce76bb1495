import { firstHeader } from "../domain/headers.ts"
import type { CapturedRequest } from "./capture.ts"
import { shellQuote } from "./shell-quote.ts"
import { argumentText, bodyPipe, sentHeaders } from "./write-curl.ts"

/** A request as an HTTPie command that sends exactly these bytes and headers. */
export function writeHttpie(request: CapturedRequest): string {
  const { method, url, headers, body } = request
  const text = argumentText(body)
  const feed = text === undefined ? bodyPipe(body) : ""
  const first = `${feed}http ${feed === "" ? "--ignore-stdin " : ""}${shellQuote(method)} ${shellQuote(url)}`
  const items = sentHeaders(request).map(([name, value]) => shellQuote(headerItem(name, value)))
  const unwanted = ["User-Agent", "Accept", "Accept-Encoding", "Content-Type"]
    .filter((name) => firstHeader(headers, name) === undefined)
    .map((name) => `${name}:`)
  const data = text === undefined || text === "" ? [] : [`--raw ${shellQuote(text)}`]
  return [first, ...items, ...unwanted, ...data].join(" \\\n  ")
}

/** `name:value`; behind the colon `=` would begin JSON and `@` a file's name. */
function headerItem(name: string, value: string): string {
  if (value === "") return `${name};`
  return `${name}:${/^[=@]/.test(value) ? "\\" : ""}${value}`
}
