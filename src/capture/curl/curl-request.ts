import type { Header } from "../../domain/headers.ts"
import { cleanText, trimOf } from "../../domain/text.ts"
import type { CapturedRequest } from "../capture.ts"
import { invalid } from "../reading.ts"
import { curlData, isData } from "./curl-data.ts"
import { type CurlOption, curlOptions } from "./curl-options.ts"
import type { CurlSource } from "./curl-source.ts"
import { curlUrl } from "./curl-url.ts"
import type { ShellToken } from "./shell-words.ts"

/** Options that would change the request in a way that is not followed, and what to do about each. */
const REFUSED: Readonly<Record<string, string>> = {
  form: "a multipart body, whose boundary curl makes up when it runs",
  "form-string": "a multipart body, whose boundary curl makes up when it runs",
  "upload-file": "an upload",
  config: "a file with more options",
  next: "a second request",
  variable: "variables of curl's own",
  "expand-data": "variables of curl's own",
  "expand-header": "variables of curl's own",
  "expand-url": "variables of curl's own",
  "request-target": "a target beside the URL's path",
}

/**
 * The request that a curl command sends. Headers that depend on the version of curl (User-Agent, Accept,
 * Accept-Encoding) or on the connection (Host, Content-Length) are not made up; those that the options ask for are, in
 * curl's order. `words` are those after `curl`; `input` is what is piped into it. Throws CAPTURE_INVALID.
 */
export async function curlRequest(
  words: readonly ShellToken[],
  input: Buffer | undefined,
  source: CurlSource,
): Promise<CapturedRequest> {
  const { place } = source
  const options = curlOptions(words, place)
  for (const { name, line } of options) {
    const what = REFUSED[name]
    if (what !== undefined)
      throw invalid(
        `--${name} on line ${line} of ${place} stands for ${what}: that is not read.`,
        "Pass the request in another notation, for example as a raw HTTP message or a HAR.",
      )
  }
  const has = (name: string): boolean => options.some((option) => option.name === name)
  const given = one(
    options.filter(({ name }) => name === "url"),
    place,
  )
  const form = { globoff: has("globoff"), pathAsIs: has("path-as-is"), place }
  const { url, user } = curlUrl(given.value, form)
  const data = options.some(isData) ? await curlData(options, input, source) : undefined
  const isInUrl = has("get")
  const queries = options.filter(({ name }) => name === "url-query").map(({ value }) => value)
  if (isInUrl && data && data.length > 0) queries.push(data.toString("latin1"))
  const headers = await readHeaders(options, { isPosted: data !== undefined && !isInUrl, user, source })
  return {
    method: methodOf(options, data !== undefined && !isInUrl),
    url: withQueries(url, queries),
    headers,
    body: isInUrl || data === undefined ? Buffer.alloc(0) : data,
  }
}

function one(urls: readonly CurlOption[], place: string): CurlOption {
  const [url, another] = urls
  if (!url) throw invalid(`The curl command in ${place} names no URL.`)
  if (another)
    throw invalid(
      `The curl command on line ${another.line} of ${place} names more than one URL: "${cleanText(url.value, 40)}" and "${cleanText(another.value, 40)}".`,
      "Quote the words of the command, and write one command for each URL.",
    )
  return url
}

function methodOf(options: readonly CurlOption[], isPosted: boolean): string {
  const given = lastOf(options, "request")
  if (given !== undefined && given !== "") return given
  if (options.some(({ name }) => name === "head")) return "HEAD"
  return isPosted ? "POST" : "GET"
}

function withQueries(url: string, queries: readonly string[]): string {
  return queries.reduce((all, query) => `${all}${all.includes("?") ? "&" : "?"}${query}`, url)
}

function lastOf(options: readonly CurlOption[], wanted: string): string | undefined {
  return options.findLast(({ name }) => name === wanted)?.value
}

async function readHeaders(
  options: readonly CurlOption[],
  {
    isPosted,
    user,
    source,
  }: { readonly isPosted: boolean; readonly user: string | undefined; readonly source: CurlSource },
): Promise<Header[]> {
  const custom = (await headerLines(options, source)).flatMap(readHeader)
  const named = new Set(custom.map(([name]) => name.toLowerCase()))
  const unlessNamed = (name: string, value: string | undefined): Header[] =>
    value === undefined || value === "" || named.has(name.toLowerCase()) ? [] : [[name, value]]

  const isJson = options.some(({ name }) => name === "json")
  const cookies = options.filter(({ name, value }) => name === "cookie" && value.includes("="))
  const range = lastOf(options, "range")
  return [
    ...unlessNamed("Authorization", authorization(options, user)),
    ...unlessNamed("Range", range === undefined ? undefined : `bytes=${range}`),
    ...unlessNamed("User-Agent", lastOf(options, "user-agent")),
    ...unlessNamed("Referer", lastOf(options, "referer")?.replace(/;auto$/, "")),
    ...unlessNamed("Cookie", cookies.map(({ value }) => value).join(";")),
    ...custom.flatMap(([name, value]): Header[] => (value === undefined ? [] : [[name, value]])),
    ...(isJson ? unlessNamed("Content-Type", "application/json") : []),
    ...(isJson ? unlessNamed("Accept", "application/json") : []),
    ...(isPosted && !isJson ? unlessNamed("Content-Type", "application/x-www-form-urlencoded") : []),
  ]
}

async function headerLines(options: readonly CurlOption[], source: CurlSource): Promise<string[]> {
  const lines: string[] = []
  for (const { name, value, line } of options) {
    if (name !== "header") continue
    if (!value.startsWith("@")) lines.push(value)
    else lines.push(...(await source.readFile(value.slice(1), "-H", line)).toString("latin1").split(/\r?\n/))
  }
  return lines
}

/** `Name: value`, `Name;` for an empty one, `Name:` to take one of curl's own away. */
function readHeader(text: string): (readonly [name: string, value: string | undefined])[] {
  const colon = text.indexOf(":")
  if (colon > 0) {
    const value = trimOf(text.slice(colon + 1), " \t\r\n")
    return [[text.slice(0, colon).trim(), value === "" ? undefined : value]]
  }
  const empty = /^([^;]+);\s*$/.exec(text)?.[1]
  return empty === undefined ? [] : [[empty.trim(), ""]]
}

function authorization(options: readonly CurlOption[], userOfUrl: string | undefined): string | undefined {
  const bearer = lastOf(options, "oauth2-bearer")
  if (bearer !== undefined) return `Bearer ${bearer}`
  // These answer a challenge of the server: the first request goes without.
  if (options.some(({ name }) => /^(digest|ntlm|negotiate|anyauth|aws-sigv4)$/.test(name))) return undefined
  const user = lastOf(options, "user") ?? (userOfUrl === undefined ? undefined : decoded(userOfUrl))
  if (user === undefined) return undefined
  const pair = user.includes(":") ? user : `${user}:`
  return `Basic ${Buffer.from(pair, "latin1").toString("base64")}`
}

function decoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
