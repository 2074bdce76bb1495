import type { ServerResponse } from "node:http"
import type { Header } from "../../domain/headers.ts"
import { replyPlainly } from "./reply.ts"

const COME_BACK: readonly Header[] = [["Retry-After", "5"]]

/** Answers a sender whose delivery was not taken in, so that it sends it again where that can help. */
export function refuse(
  response: ServerResponse,
  why: "too-large" | "busy" | "broken-off" | "not-stored",
): void {
  if (why === "too-large")
    replyPlainly(response, 413, "whk: the body is too large", [["Connection", "close"]])
  else if (why === "broken-off") response.destroy()
  else if (why === "busy") {
    // The rest of the body is not read, so nothing more can come on this connection.
    replyPlainly(response, 503, "whk: too many bytes in flight", [...COME_BACK, ["Connection", "close"]])
  } else replyPlainly(response, 503, "whk: could not be stored", COME_BACK)
}
