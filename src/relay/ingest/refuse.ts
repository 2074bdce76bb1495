import type { ServerResponse } from "node:http"
import type { Header } from "../../domain/headers.ts"
import { replyPlainly } from "./reply.ts"

/** Why a delivery is not taken in. */
export type Refusal =
  | "unknown-inbox"
  | "source"
  | "too-large"
  | "busy"
  | "disk-full"
  | "broken-off"
  | "not-stored"
  | "nobody-listens"
  | "backlog-full"

/** Answers a sender whose delivery is not taken in. */
export type Refuse = (response: ServerResponse, why: Refusal) => void

const CLOSE: Header = ["Connection", "close"]

const SAID: Readonly<Record<Exclude<Refusal, "broken-off">, readonly [number, string, ...Header[]]>> = {
  "unknown-inbox": [404, "no such inbox", CLOSE],
  source: [403, "not an address this provider sends from", CLOSE],
  "too-large": [413, "the body is too large", CLOSE],
  // The rest of the body is not read, so nothing more can come on this connection.
  busy: [503, "too many bytes in flight", ["Retry-After", "5"], CLOSE],
  "disk-full": [503, "the disk has too little room", ["Retry-After", "5"], CLOSE],
  // Of a large body the rest may still be on its way.
  "not-stored": [503, "could not be stored", ["Retry-After", "5"], CLOSE],
  "nobody-listens": [503, "nobody listens on this inbox", ["Retry-After", "30"]],
  "backlog-full": [503, "too many deliveries wait already", ["Retry-After", "30"]],
}

/** Before the body was read, so nothing more can come on this connection. */
export function replyTooMany(response: ServerResponse, seconds: number): void {
  replyPlainly(response, 429, "whk: too many requests", [["Retry-After", String(seconds)], CLOSE])
}

/** The answer to a delivery that is not taken in, so that it is sent again where that can help. */
export const replyRefusal: Refuse = (response, why) => {
  if (why === "broken-off") {
    response.destroy()
    return
  }
  const [status, text, ...headers] = SAID[why]
  replyPlainly(response, status, `whk: ${text}`, headers)
}
