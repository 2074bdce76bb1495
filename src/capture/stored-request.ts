import type { Capture } from "./capture.ts"
import type { DeliveryDetailJson } from "../domain/api-types.ts"
import { formatSize } from "../domain/size.ts"
import { WhkError } from "../errors.ts"

/** A delivery as a capture. Throws RULE_REFUSED for one whose body the API cuts: half a body proves nothing. */
export function storedRequest({ id, provider, createdAt, request, attemptLog }: DeliveryDetailJson): Capture {
  const body = Buffer.from(request.bodyBase64, "base64")
  if (body.length < request.bodyBytes)
    throw new WhkError(
      "RULE_REFUSED",
      `The body has ${formatSize(request.bodyBytes)}; the API shows ${formatSize(body.length)} of it.`,
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
