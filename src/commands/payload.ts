import { formatRequest, REQUEST_FORMATS, type RequestFormat } from "../capture/formats.ts"
import type { Capture } from "../capture/capture.ts"
import { decodeUtf8 } from "../domain/utf8.ts"
import type { Output } from "../ui/output.ts"
import { requestView } from "../ui/request-view.ts"
import { eventOrAsk } from "./request/event-or-ask.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"
import { type BuiltRequest, buildRequest, type RequestFlags } from "./request/build-request.ts"
import { readFormat } from "./request/read-format.ts"

interface Options extends RequestFlags {
  readonly format?: string
}

// With --seed the output repeats, so the time may not run on.
const SEEDED_TIME_MS = Date.parse("2026-01-15T02:03:04Z")

const FORMATS = [...REQUEST_FORMATS, "json"] as const

/** Prints a signed request that is sent nowhere. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const { out, clock } = context
  const wanted = options.format ?? (out.json ? "json" : "http")
  const format = readFormat(wanted, { formats: FORMATS, json: out.json })
  const { event, flags } = await eventOrAsk(context, argument(invocation, 0), options)
  const request = await buildRequest(context, {
    event,
    flags,
    timeMs: options.seed === undefined ? clock.now() : SEEDED_TIME_MS,
  })
  if (format === "json") out.bytes(Buffer.from(`${JSON.stringify(payloadJson(request), null, 2)}\n`))
  else print(out, format, captureOf(request))
  return 0
}

function print(out: Output, format: RequestFormat, capture: Capture): void {
  // A terminal gets a message that ends its last line and holds nothing that could steer it.
  if (format === "http" && out.interactive) out.data(requestView(capture))
  else out.bytes(formatRequest(format, capture))
}

function captureOf({ provider, method, url, headers, body }: BuiltRequest): Capture {
  return { provider: provider.id, method, url, headers, body }
}

function payloadJson(request: BuiltRequest): object {
  const { provider, event, method, url, headers, body, signature } = request
  return {
    provider: provider.id,
    event: event ?? null,
    method,
    url,
    headers,
    body: decodeUtf8(body) ?? null,
    bodyBase64: body.toString("base64"),
    signature: { scheme: provider.scheme.id, ...signature },
  }
}
