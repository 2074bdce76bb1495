import { createServer, type IncomingMessage, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { successStatus } from "../../domain/delivery.ts"
import { type Header, headersFromFlat } from "../../domain/headers.ts"
import { writeAnswer } from "../../providers/handshake-answer.ts"
import { readHandshake } from "../../providers/handshake-request.ts"
import type { Provider } from "../../providers/provider.ts"
import type { VerifyInput } from "../../signing/verification.ts"
import { verify } from "../../signing/verify.ts"

/** What a receiver knows. */
export interface Receiver {
  readonly provider: Provider
  readonly secret: string
  readonly verifyToken: string
}

/** A request as a receiver sees it. */
export interface Received {
  readonly method: string
  /** As the sender knows it. */
  readonly url: string
  readonly headers: readonly Header[]
  readonly body: Buffer
}

/** What a receiver answers. */
export interface Reply {
  readonly status: number
  readonly headers?: readonly Header[]
  readonly body?: string | Buffer
}

export type Handle = (received: Received, receiver: Receiver) => Reply | Promise<Reply>

const REFUSED: Reply = { status: 401 }
const LARGEST_BODY = 4 * 1024 * 1024

/** What a handler without a mistake answers. */
export async function handleRightly(received: Received, receiver: Receiver): Promise<Reply> {
  const { provider, secret } = receiver
  const shaken = await answerHandshake(received, receiver)
  if (shaken) return shaken
  if (received.method !== "POST") return { status: 405 }
  const { verified } = await verify(provider.scheme, verifyInput(received, secret))
  return verified ? accepted(provider) : REFUSED
}

export function accepted({ delivery }: Provider): Reply {
  return { status: successStatus(delivery.success) }
}

export function verifyInput(received: Received, secret: string): VerifyInput {
  return { ...received, secrets: [secret], nowMs: Date.now() }
}

/** The answer to a handshake, which is asked for where a delivery is not. */
export async function answerHandshake(
  received: Received,
  { provider, secret, verifyToken }: Receiver,
): Promise<Reply | undefined> {
  for (const handshake of provider.handshakes ?? []) {
    const values = readHandshake(handshake, {
      ...received,
      target: received.url.replace(/^https?:\/\/[^/]+/, ""),
    })
    if (!values) continue
    const { signature, query = [] } = handshake.request
    const isToken = query.some(([, template]) => template === "{verify-token}")
    const isGenuine =
      signature === "none" ||
      (isToken
        ? values.verifyToken === verifyToken
        : (await verify(provider.scheme, verifyInput(received, secret))).verified)
    if (!isGenuine) return REFUSED
    if (signature === "wrong") continue
    return writeAnswer(handshake, values, secret)
  }
  return undefined
}

/** A server that answers by a handler, on a free port of this machine. */
export async function serve(
  receiver: Receiver,
  handle: Handle = handleRightly,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const listener: RequestListener = (request, response) => {
    void (async () => {
      const body = await readBody(request)
      const reply =
        body === undefined ? { status: 413 } : await handle({ ...headOf(request, origin), body }, receiver)
      response.writeHead(reply.status, (reply.headers ?? []).flat())
      response.end(reply.body)
    })().catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${origin}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function headOf(request: IncomingMessage, origin: string): Omit<Received, "body"> {
  const { method = "GET", url = "/", rawHeaders } = request
  return { method, url: origin + url, headers: headersFromFlat(rawHeaders) }
}

/** The whole body; undefined for one that is too large, which is read to its end all the same. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += (piece as Buffer).length
    if (size <= LARGEST_BODY) pieces.push(piece as Buffer)
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(pieces)
}
