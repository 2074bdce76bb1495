import { cleanText } from "../domain/text.ts"
import type { Command } from "./context.ts"
import { buildRequest, type RequestFlags } from "./request/build-request.ts"

interface Options extends RequestFlags {
  readonly event?: string
}

/** Signs exact bytes and prints the headers to send with them. */
export const run: Command<Options> = async (context, { options }) => {
  const { out, stdin, clock } = context
  if (options.body === undefined && stdin.isTTY)
    out.talk("Reading the body from the terminal; end with Ctrl-D.")
  const { provider, event, headers, signature } = await buildRequest(context, {
    event: options.event,
    flags: { ...options, body: options.body ?? "-" },
    timeMs: clock.now(),
  })
  out.value({
    provider: provider.id,
    event: event ?? null,
    headers,
    signature: { scheme: provider.scheme.id, ...signature },
  })
  out.data(headers.map(([name, value]) => `${name}: ${cleanText(value, Infinity)}`).join("\n"))
  return 0
}
