import type { Headers } from "../../domain/headers.ts"
import type { Json, Provider } from "../../providers/provider.ts"
import { readEventId, readEventType } from "../../providers/read-names.ts"
import { sampleContext } from "../../providers/sample.ts"
import { buildPayload } from "../../sender/build-payload.ts"
import type { RequestFlags } from "./build-request.ts"
import { type FlagSources, readBodyFlag, readDataFlag, readSetFlag } from "./read-flags.ts"

/** What is sent, before it is signed. */
export interface Message {
  /** Undefined when exact bytes were given that name none. */
  readonly event: string | undefined
  readonly id: string
  readonly body: Buffer
}

/** What the flags say of the content; files and standard input are read. */
export interface Content {
  readonly id: string | undefined
  readonly set: readonly (readonly [path: string, value: Json])[]
  readonly data: Json | undefined
  /** The exact bytes, in place of everything else. */
  readonly body: Buffer | undefined
}

/** Reads it. Throws USAGE, DATA_INVALID, FILE_UNREADABLE or STDIN_TWICE. */
export async function readContent(
  { id, set, data, body }: RequestFlags,
  sources: FlagSources,
): Promise<Content> {
  return {
    id,
    set: (set ?? []).map(readSetFlag),
    data: data === undefined ? undefined : await readDataFlag(data, sources.cwd),
    body: body === undefined ? undefined : await readBodyFlag(body, sources),
  }
}

/** The exact bytes given, or the provider's envelope around the data given or a sample. */
export function buildMessage(
  provider: Provider,
  event: string | undefined,
  input: {
    readonly content: Content
    readonly headers: Headers
    readonly seed: string
    readonly timeMs: number
  },
): Message {
  const { content, headers, seed, timeMs } = input
  const { id, set, data, body } = content
  if (body !== undefined)
    return {
      event: event ?? readEventType(provider, headers, body),
      id: id ?? readEventId(provider, headers, body) ?? newEventId(provider, seed, timeMs),
      body,
    }
  const payload = buildPayload({
    provider,
    type: event ?? "",
    timeMs,
    seed,
    set,
    ...(id !== undefined && { id }),
    ...(data !== undefined && { data }),
  })
  return { event: payload.type, id: payload.id, body: payload.body }
}

function newEventId(provider: Provider, seed: string, timeMs: number): string {
  return provider.newEventId(sampleContext(`${seed}/id`, timeMs))
}
