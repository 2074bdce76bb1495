import { firstHeader } from "../domain/headers.ts"
import type { CapturedRequest } from "./capture.ts"
import { refused, refuseUnwritable } from "./refuse-unwritable.ts"
import { shellQuote } from "./shell-quote.ts"
import { argumentText, bodyPipe, sentHeaders } from "./write-curl.ts"

/**
 * A request as an HTTPie command that sends exactly these bytes and headers. Throws RULE_REFUSED for a request that
 * HTTPie would take for something else.
 */
export function writeHttpie(request: CapturedRequest): string {
  const { method, url, headers, body } = request
  refuseUnwritable(request, "HTTPie")
  // HTTPie takes any other first word for the address.
  if (!/^[A-Za-z]+$/.test(method)) throw refused(`${method} is no method that HTTPie can send.`)
  const text = argumentText(body)
  const feed = text === undefined ? bodyPipe(body) : ""
  const first = `${feed}http ${feed === "" ? "--ignore-stdin " : ""}${shellQuote(method)} ${shellQuote(url)}`
  const sent = sentHeaders(request)
  const items = sent.map(([name, value]) => shellQuote(headerItem(name, value)))
  const unwanted = ["User-Agent", "Accept", "Accept-Encoding", "Content-Type"]
    .filter((name) => firstHeader(headers, name) === undefined)
    .map((name) => `${name}:`)
  const data = text === undefined || text === "" ? [] : [rawOption(text)]
  // What stands behind -- is no option, whatever it begins with.
  const isLikeOption = sent.some(([name]) => name.startsWith("-"))
  const words = isLikeOption ? [...data, "--", ...items, ...unwanted] : [...items, ...unwanted, ...data]
  return [first, ...words].join(" \\\n  ")
}

/** As its own word a text that begins with a dash would be an option. */
function rawOption(text: string): string {
  return text.startsWith("-") ? shellQuote(`--raw=${text}`) : `--raw ${shellQuote(text)}`
}

/** `name:value`; behind the colon `=` would begin JSON and `@` a file's name. */
function headerItem(name: string, value: string): string {
  if (value === "") return `${name};`
  // HTTPie takes backslashes in pairs, and the one before a separator away.
  if ((value.match(/\\[^]/g) ?? []).some((pair) => /[:=@;]$/.test(pair)))
    throw refused(`The header ${name} has a backslash in its value where HTTPie takes it away.`)
  return `${name}:${/^[=@]/.test(value) ? "\\" : ""}${value}`
}
