import type { Capture } from "../capture/capture.ts"
import { formatRequest, REQUEST_FORMATS } from "../capture/formats.ts"
import { redactCapture } from "../capture/redact/redact-capture.ts"
import type { DeliveryDetailJson } from "../domain/api-types.ts"
import { formatSize } from "../domain/size.ts"
import { WhkError } from "../errors.ts"
import { deliveryDetail } from "../ui/delivery-views.ts"
import { requireId } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { viewOf } from "./view-of.ts"
import { readFormat } from "./request/read-format.ts"

interface Options extends ConnectionOptions {
  readonly format?: string
  readonly redact?: boolean
}

/** Shows one delivery: its request, every attempt and what came of it; or its request alone in some notation. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const { out } = context
  const id = requireId(invocation)
  const format =
    options.format === undefined
      ? undefined
      : readFormat(options.format, { formats: REQUEST_FORMATS, json: out.json })
  if (options.redact === true && format === undefined)
    throw new WhkError("USAGE", "--redact goes with --format.", {
      hint: "Say how the request is to be written: --format capture --redact.",
    })
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const delivery = await api.delivery(id)
    if (format !== undefined) {
      const capture = captureOf(delivery)
      out.bytes(formatRequest(format, options.redact === true ? redactCapture(capture) : capture))
      return 0
    }
    out.value(delivery)
    out.data(deliveryDetail(delivery, viewOf(context)))
    return 0
  })
}

/** The delivery as a capture. Throws RULE_REFUSED for one whose body the API cuts: half a body proves nothing. */
function captureOf({ id, provider, createdAt, request, attemptLog }: DeliveryDetailJson): Capture {
  const body = Buffer.from(request.bodyBase64, "base64")
  if (body.length < request.bodyBytes)
    throw new WhkError(
      "RULE_REFUSED",
      `The body has ${formatSize(request.bodyBytes)}; the relay shows ${formatSize(body.length)} of it.`,
      { hint: "Replay it to see it whole: `whk listen --record <dir>` writes what arrives." },
    )
  return {
    id,
    method: request.method,
    url: request.url,
    headers: request.headers,
    body,
    receivedAtMs: Date.parse(createdAt),
    ...(provider !== null && { provider }),
    attempts: attemptLog.map(({ at, outcome, status, elapsedMs }) => ({ at, outcome, status, elapsedMs })),
  }
}
