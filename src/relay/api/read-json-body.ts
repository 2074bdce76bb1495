import type { IncomingMessage, ServerResponse } from "node:http"
import { readJson } from "../../domain/json.ts"
import { nestsDeeperThan } from "../../domain/json-depth.ts"
import { formatSize } from "../../domain/size.ts"
import { RequestError } from "./problem.ts"

/** More than any event has; printing deeper JSON could end the program. */
const DEEPEST = 500

/**
 * The JSON of a request's body, undefined when the body is empty. Throws a RequestError: 413 beyond `limitBytes`, 400
 * for what is not UTF-8 or not JSON. None of the body is quoted, it may hold secrets.
 */
export async function readJsonBody(
  request: IncomingMessage,
  response: ServerResponse,
  limitBytes: number,
): Promise<unknown> {
  const declaredBytes = Number(request.headers["content-length"] ?? 0)
  if (declaredBytes > limitBytes) throw tooLarge(limitBytes)
  // A client that asked first sends its body only now.
  if (request.headers.expect !== undefined) response.writeContinue()
  const body = await readBytes(request, limitBytes)
  if (body.length === 0) return undefined
  if (nestsDeeperThan(DEEPEST, body))
    throw new RequestError(400, "DATA_INVALID", `The request body nests more than ${DEEPEST} levels deep.`, {
      hint: "Send it flatter; a body that is to stay as it is goes into bodyBase64.",
    })
  const json = readJson(body)
  if (json) return json.value
  throw new RequestError(400, "DATA_INVALID", "The request body is not JSON.", {
    hint: "Send one JSON object in UTF-8.",
  })
}

function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = []
    let size = 0
    request.on("data", (chunk: Buffer) => {
      size += chunk.length
      // What follows is read and thrown away, so that the client gets to read the answer.
      if (size > limitBytes) {
        chunks = []
        reject(tooLarge(limitBytes))
      } else chunks.push(chunk)
    })
    request.on("end", () => resolve(Buffer.concat(chunks)))
    const brokenOff = (): void => reject(new RequestError(400, "USAGE", "The request ended in its middle."))
    request.on("error", brokenOff)
    request.on("close", brokenOff)
  })
}

function tooLarge(limitBytes: number): RequestError {
  return new RequestError(
    413,
    "SIZE_INVALID",
    `The request body has more than ${limitBytes} bytes (${formatSize(limitBytes)}).`,
    { hint: "Send less in one request." },
  )
}
