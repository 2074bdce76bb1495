import type { Capture } from "../capture/capture.ts"
import { formatRequest, REQUEST_FORMATS, type RequestFormat } from "../capture/formats.ts"
import type { DeliveryDetailJson } from "../domain/api-types.ts"
import { formatSize } from "../domain/size.ts"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import { deliveryDetail } from "../ui/delivery-views.ts"
import { requireId } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { viewOf } from "./view-of.ts"
import { requireJson } from "./request/require-json.ts"

interface Options extends ConnectionOptions {
  readonly format?: string
}

/** Shows one delivery: its request, every attempt and what came of it; or its request alone in some notation. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const { out } = context
  const id = requireId(invocation)
  const format = options.format === undefined ? undefined : readFormat(options.format, out.json)
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const delivery = await api.delivery(id)
    if (format !== undefined) {
      out.bytes(formatRequest(format, captureOf(delivery)))
      return 0
    }
    out.value(delivery)
    out.data(deliveryDetail(delivery, viewOf(context)))
    return 0
  })
}

function readFormat(text: string, json: boolean): RequestFormat {
  const format = REQUEST_FORMATS.find((candidate) => candidate === text)
  if (format === undefined)
    throw new WhkError("USAGE", `"${cleanText(text, 60)}" is not a format.`, {
      hint: `Use ${REQUEST_FORMATS.slice(0, -1).join(", ")} or ${REQUEST_FORMATS.at(-1)}.`,
    })
  if (json) requireJson(format)
  return format
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
