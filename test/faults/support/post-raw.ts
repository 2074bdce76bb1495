import { connect } from "node:net"
import { sendRaw } from "../../support/raw-client.ts"

export interface RawPost {
  /** What follows the inbox's address. */
  readonly rest?: string
  readonly method?: string
  /** Header lines besides Host, Connection and the body's length. */
  readonly headers?: readonly string[]
  readonly body?: Buffer
  readonly isChunked?: boolean
}

/** What a sender was told, taken apart no further than its lines. */
export interface RawReply {
  readonly status: number
  readonly lines: readonly string[]
  readonly body: Buffer
}

/** Sends one request to an inbox byte by byte and waits until the connection is closed. */
export async function postRaw(inbox: URL, post: RawPost): Promise<RawReply> {
  const { rest = "", method = "POST", headers = [], body = Buffer.alloc(0), isChunked = false } = post
  const framing = isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${body.length}`
  const head = [`${method} ${inbox.pathname}${rest} HTTP/1.1`, "Host: relay", "Connection: close", ...headers]
  const answer = await sendRaw(
    Number(inbox.port),
    `${[...head, framing].join("\r\n")}\r\n\r\n`,
    isChunked ? inChunks(body) : body,
  )
  return readReply(answer)
}

/** Sends exact bytes and resolves with everything that was written back, also when the connection was reset. */
export function talkRaw(port: number, bytes: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const answer: Buffer[] = []
    const socket = connect(port, "127.0.0.1", () => socket.write(Buffer.from(bytes, "latin1")))
    socket.on("data", (chunk) => answer.push(chunk))
    socket.on("error", () => {})
    socket.on("close", () => resolve(Buffer.concat(answer)))
  })
}

export function readReply(answer: Buffer): RawReply {
  const headEnd = answer.indexOf("\r\n\r\n")
  const lines = answer.toString("latin1", 0, headEnd).split("\r\n")
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(lines[0] ?? "")?.[1] ?? 0)
  return { status, lines: lines.slice(1), body: answer.subarray(headEnd + 4) }
}

function inChunks(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; at += 1000) {
    const part = body.subarray(at, at + 1000)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n"))
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")])
}
