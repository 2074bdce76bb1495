import { replaceBodyField } from "./body-field.ts"
import type { Scheme } from "./scheme.ts"
import { formatTimestamp } from "./timestamp.ts"

/**
 * A body as it goes out at a time: where the scheme keeps the time of sending in the body, that time stands there and
 * every other byte is as it was. Any other body is the same.
 */
export function bodySentAt({ timestamp }: Scheme, body: Uint8Array, timeMs: number): Uint8Array {
  if (timestamp?.at === undefined) return body
  return replaceBodyField(body, timestamp.at, formatTimestamp(timeMs, timestamp.unit))
}
