import { formatRequest, REQUEST_FORMATS } from "../capture/formats.ts"
import { redactCapture } from "../capture/redact/redact-capture.ts"
import { WhkError } from "../errors.ts"
import { deliveryDetail } from "../ui/delivery-views.ts"
import { idOrAsk } from "./arguments.ts"
import { askDelivery } from "./ask-which.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { storedRequest } from "../capture/stored-request.ts"
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
  const named = idOrAsk(context, invocation, "delivery", "dlv")
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
    const id = named ?? (await askDelivery(context, api))
    const delivery = await api.delivery(id, format === undefined ? {} : { body: "whole" })
    if (format !== undefined) {
      const capture = storedRequest(delivery)
      out.bytes(formatRequest(format, options.redact === true ? redactCapture(capture) : capture))
      return 0
    }
    out.value(delivery)
    out.data(deliveryDetail(delivery, viewOf(context)))
    return 0
  })
}
