import type { ServerResponse } from "node:http"
import {
  declaredLength,
  endToEndHeaders,
  firstHeader,
  type Header,
  type Headers,
  headersToFlat,
  headerValues,
  isWritableHeader,
  withoutHeaders,
} from "../../domain/headers.ts"
import { type SuccessRule, successStatus } from "../../domain/delivery.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"
import type { Exchange } from "../hub/exchange.ts"
import { sandboxFor } from "./sandbox.ts"

/** How long the app may pause within its answer before the sender is let go. */
const IDLE_BODY_MS = 30_000

const PLAIN_TEXT: Header[] = [
  ["Content-Type", "text/plain; charset=utf-8"],
  ["X-Content-Type-Options", "nosniff"],
]

/** Answers with a status of the relay's own and a line saying why. */
export function replyPlainly(
  response: ServerResponse,
  status: number,
  text: string,
  headers: readonly Header[] = [],
): void {
  if (response.headersSent || response.destroyed) return
  const body = Buffer.from(text === "" ? "" : `${text}\n`)
  const type: Header[] = text === "" ? [] : PLAIN_TEXT
  response.writeHead(status, headersToFlat([...type, ["Content-Length", String(body.length)], ...headers]))
  response.end(body)
}

/** Answers with exactly this status, these headers and this body. */
export function replyWith(
  response: ServerResponse,
  answer: { readonly status: number; readonly headers: Headers; readonly body: Buffer },
  method: string,
): void {
  if (response.headersSent || response.destroyed) return
  const { status, headers, body } = answer
  const own: Header[] = [["Content-Length", String(body.length)], ...sandboxFor(response.req, headers)]
  response.writeHead(status, headersToFlat([...headers, ...own]))
  response.end(method === "HEAD" ? Buffer.alloc(0) : body)
}

/** Streams the app's answer to the sender as it came. An answer that breaks off resets the sender's socket. */
export async function replyWithAnswer(
  response: ServerResponse,
  info: ResponseInfo,
  exchange: Exchange,
  method: string,
): Promise<void> {
  const status = info.status ?? 502
  const headers = withOneLength(endToEndHeaders(info.headers ?? []).filter(isWritableHeader))
  // The app's own Date stands; two would be wrong.
  response.sendDate = firstHeader(headers, "date") === undefined
  response.writeHead(status, headersToFlat([...headers, ...sandboxFor(response.req, headers)]))
  if (method === "HEAD" || status === 204 || status === 304) {
    exchange.discard()
    response.end()
    return
  }
  // More or less than the length that was said would be taken for a piece of the next answer, or for this one's end.
  const length = declaredLength(headers)
  const whole = exchange.takeWhole()
  if (whole) {
    if (length === undefined || length === whole.length) response.end(whole)
    else response.destroy()
    return
  }
  // Nobody is left to take the body; `close` has been and will not come again.
  if (response.destroyed) return exchange.cancel("the sender went away")
  response.once("close", () => exchange.cancel("the sender went away"))
  response.setTimeout(IDLE_BODY_MS, () => response.destroy())
  let sent = 0
  try {
    for await (const chunk of exchange.body()) {
      sent += chunk.length
      if (length !== undefined && sent > length) throw new Error("the answer is longer than it said")
      if (!response.write(chunk)) await drained(response)
    }
    if (length !== undefined && sent < length) throw new Error("the answer is shorter than it said")
    // A string would be encoded again; a Buffer also keeps Latin-1 header bytes as they are.
    response.end(Buffer.alloc(0))
  } catch {
    exchange.cancel("the answer could not be passed on")
    response.destroy()
  }
}

/** Stored, and nobody there to answer: the status the sender takes for success. */
export function replyQueued(
  response: ServerResponse,
  success: SuccessRule,
  headers: readonly Header[],
): void {
  replyPlainly(response, successStatus(success), "", headers)
}

/** A length that is said twice, or is none, is not said at all: the body then goes out in chunks. */
function withOneLength(headers: Headers): Headers {
  const said = headerValues(headers, "content-length")
  if (said.length === 0 || (said.length === 1 && declaredLength(headers) !== undefined)) return headers
  return withoutHeaders(headers, ["content-length"])
}

/** What a sender gets when the app gave no answer at all. */
export function replyForOutcome(response: ServerResponse, info: ResponseInfo): void {
  const status = info.outcome === "timeout" ? 504 : 502
  replyPlainly(response, status, `whk: ${info.detail ?? info.outcome}`, [["X-Whk-Outcome", info.outcome]])
}

function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    response.once("drain", resolve)
    response.once("close", resolve)
  })
}
