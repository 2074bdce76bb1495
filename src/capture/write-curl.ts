import { firstHeader, type Headers, withoutHeaders } from "../domain/headers.ts"
import { decodeUtf8 } from "../domain/utf8.ts"
import { type CapturedRequest, splitUrl } from "./capture.ts"
import { refuseUnwritable } from "./refuse-unwritable.ts"
import { shellQuote } from "./shell-quote.ts"

// Linux takes no single argument above 128 KiB; printf is built into the shell and has no such limit.
const LONGEST_ARGUMENT = 100_000

// Above this size curl asks for permission first, with a header the provider would not send.
const EXPECTS_ABOVE_BYTES = 1024 * 1024

/**
 * A request as a curl command that sends exactly these bytes and headers, and none of curl's own. Throws RULE_REFUSED
 * for a request that curl would take for something else.
 */
export function writeCurl(request: CapturedRequest): string {
  refuseUnwritable(request, "curl")
  const { method, url } = request
  const { feed, data } = dataOptions(request)
  const words = [
    method === "HEAD" ? "--head" : `-X ${shellQuote(method)}`,
    // Brackets, braces and dots in the path would be taken for patterns and resolved.
    ...(/[[\]{}]/.test(url) ? ["--globoff"] : []),
    ...(/\/\.{1,2}(\/|$|\?)/.test(url) ? ["--path-as-is"] : []),
    shellQuote(url),
  ]
  const options = [
    ...sentHeaders(request).map(([name, value]) => `-H ${quoteHeader(name, value)}`),
    ...unwantedDefaults(request).map((name) => `-H '${name}:'`),
    ...data,
  ]
  return [`${feed}curl ${words.join(" ")}`, ...options].join(" \\\n  ")
}

/** The headers to name in a command: the tool writes the length itself, and Host where the URL says the same. */
export function sentHeaders(request: CapturedRequest): Headers {
  const headers = withoutHeaders(request.headers, ["content-length", "transfer-encoding", "connection"])
  return firstHeader(headers, "host") === splitUrl(request.url).host
    ? withoutHeaders(headers, ["host"])
    : headers
}

/** A shell pipe that gives the exact bytes of a body to the command after it. */
export function bodyPipe(body: Uint8Array): string {
  return `printf %s ${shellQuote(Buffer.from(body).toString("base64"))} | base64 -d | `
}

/** The body as text where one argument of a command can hold it. */
export function argumentText(body: Uint8Array): string | undefined {
  const text = body.length > LONGEST_ARGUMENT ? undefined : decodeUtf8(body)
  return text?.includes("\0") ? undefined : text
}

function dataOptions({ method, body }: CapturedRequest): { feed: string; data: string[] } {
  if (body.length === 0 && !hasLengthWhenEmpty(method)) return { feed: "", data: [] }
  const text = argumentText(body)
  // Unlike --data-binary, --data-raw does not take a leading @ for a file's name.
  if (text !== undefined) return { feed: "", data: [`--data-raw ${shellQuote(text)}`] }
  return { feed: bodyPipe(body), data: ["--data-binary @-"] }
}

function quoteHeader(name: string, value: string): string {
  return value === "" ? shellQuote(`${name};`) : shellQuote(`${name}: ${value}`, "latin1")
}

/** Methods that say `Content-Length: 0` where others say nothing. */
function hasLengthWhenEmpty(method: string): boolean {
  return ["POST", "PUT", "PATCH"].includes(method)
}

function unwantedDefaults({ method, headers, body }: CapturedRequest): string[] {
  const added = ["User-Agent", "Accept"]
  if (body.length > 0 || hasLengthWhenEmpty(method)) added.push("Content-Type")
  if (body.length > EXPECTS_ABOVE_BYTES) added.push("Expect")
  return added.filter((name) => firstHeader(headers, name) === undefined)
}
