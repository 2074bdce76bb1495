import { firstHeader } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import { requireEventType } from "../providers/registry.ts"
import type { Json, JsonObject, Provider } from "../providers/provider.ts"
import { sampleContext } from "../providers/sample.ts"
import { writeBody } from "../providers/write-body.ts"
import { isJsonObject, setPath } from "./envelope-path.ts"

export interface PayloadToBuild {
  readonly provider: Provider
  readonly type: string
  /** The event's id; without one it is made in the provider's own form from the seed. */
  readonly id?: string
  /** When the event happened, milliseconds since the epoch. */
  readonly timeMs: number
  /** Equal seeds and times give equal bytes. */
  readonly seed: string
  /** Instead of the sample's event-specific data: an object. */
  readonly data?: Json
  /** Values to put at dotted paths of the whole envelope, in order. */
  readonly set?: readonly (readonly [path: string, value: Json])[]
}

export interface Payload {
  readonly id: string
  readonly type: string
  /**
   * A form, or compact JSON that equals its own re-serialisation, so that every reading of it is the same bytes; but for
   * a provider that escapes what is not ASCII.
   */
  readonly body: Buffer
  readonly contentType: string
}

/** One event as the provider would write it. Throws EVENT_UNKNOWN, DATA_INVALID or PATH_UNKNOWN. */
export function buildPayload(request: PayloadToBuild): Payload {
  const { provider, type, timeMs, seed } = request
  const { eventType } = requireEventType(provider, type)
  // One stream of random values per part: replacing the data leaves the rest of the envelope as it was. Only the data
  // does not depend on the type, so that two events of one seed are about the same user.
  const part = (name: string) => sampleContext(`${seed}/${name}`, timeMs)
  const id = request.id ?? provider.newEventId(part(`id/${type}`))
  const data = request.data === undefined ? eventType.sample(part("data"), id) : requireObject(request.data)
  const envelope = provider.envelope({ type, id, timeMs, data, context: part(`envelope/${type}`) })
  const changed = (request.set ?? []).reduce<Json>(
    (current, [path, value]) => setPath(current, path, value),
    envelope,
  )
  return {
    id,
    type,
    body: writeBody(provider, changed),
    contentType: firstHeader(provider.headers, "content-type") ?? "application/json",
  }
}

function requireObject(data: Json): JsonObject {
  if (isJsonObject(data)) return data
  throw new WhkError("DATA_INVALID", `${JSON.stringify(data).slice(0, 60)} is not a JSON object.`, {
    hint: 'The data of an event is an object, for example {"role":"admin"}.',
  })
}
