import { formatDuration } from "../domain/duration.ts"
import type { Handshake } from "../providers/handshake.ts"
import type { Json, Provider } from "../providers/provider.ts"
import type { Field } from "./fields.ts"

/** What the provider sends to see whose an endpoint is, and the answer it wants. */
export function handshakeFields({ handshakes = [] }: Provider): readonly Field[] {
  return handshakes.map((handshake): Field => [handshake.id, handshakeText(handshake)])
}

function handshakeText({ title, request, answer, timeoutMs, certainty }: Handshake): string {
  const { method, query = [] } = request
  const parameters =
    query.length === 0 ? "" : ` ?${query.map(([name, value]) => `${name}=${value}`).join("&")}`
  const wanted = [
    typeof answer.status === "number" ? String(answer.status) : `any ${answer.status}`,
    ...(answer.headers ?? []).map((header) => header.join(": ")),
    ...(answer.body === undefined || answer.body === "" ? [] : [textOf(answer.body)]),
  ]
  const limit = timeoutMs === undefined ? "" : ` within ${formatDuration(timeoutMs)}`
  const assumed = certainty === "assumed" ? " (assumed)" : ""
  return `${title}: ${method}${parameters} → ${wanted.join(", ")}${limit}${assumed}`
}

function textOf(body: Json): string {
  return typeof body === "string" ? body : JSON.stringify(body)
}

/** The handshakes as `whk providers <id> --json` prints them. */
export function handshakesJson({ handshakes = [] }: Provider): readonly object[] {
  return handshakes.map(({ id, title, request, answer, timeoutMs, certainty, source }) => ({
    id,
    title,
    request,
    answer,
    timeoutSeconds: timeoutMs === undefined ? null : timeoutMs / 1000,
    certainty,
    source,
  }))
}
