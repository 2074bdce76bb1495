import type { StandardInput } from "../../config/standard-input.ts"
import type { Headers } from "../../domain/headers.ts"
import type { Provider } from "../../providers/provider.ts"
import { readEventId, readEventType } from "../../providers/read-names.ts"
import { sampleContext } from "../../providers/sample.ts"
import { buildPayload } from "../../sender/build-payload.ts"
import type { RequestFlags } from "./build-request.ts"
import { readBodyFlag, readDataFlag, readSetFlag } from "./read-flags.ts"

/** What is sent, before it is signed. */
export interface Message {
  /** Undefined when exact bytes were given that name none. */
  readonly event: string | undefined
  readonly id: string
  readonly body: Buffer
}

/** The exact bytes that the flags give, or the provider's envelope around the data given or a sample. */
export async function buildMessage(
  provider: Provider,
  event: string | undefined,
  input: {
    readonly flags: RequestFlags
    readonly headers: Headers
    readonly seed: string
    readonly timeMs: number
    readonly cwd: string
    readonly stdin: StandardInput
  },
): Promise<Message> {
  const { flags, headers, seed, timeMs, cwd } = input
  if (flags.body !== undefined) {
    const body = await readBodyFlag(flags.body, input)
    return {
      event: event ?? readEventType(provider, headers, body),
      id: flags.id ?? readEventId(provider, headers, body) ?? newEventId(provider, seed, timeMs),
      body,
    }
  }
  const { id, type, body } = buildPayload({
    provider,
    type: event ?? "",
    timeMs,
    seed,
    set: (flags.set ?? []).map(readSetFlag),
    ...(flags.id !== undefined && { id: flags.id }),
    ...(flags.data !== undefined && { data: await readDataFlag(flags.data, cwd) }),
  })
  return { event: type, id, body }
}

function newEventId(provider: Provider, seed: string, timeMs: number): string {
  return provider.newEventId(sampleContext(`${seed}/id`, timeMs))
}
