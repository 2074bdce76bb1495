import { createServer, type Server, type Socket } from "node:net"
import { createServer as createTlsServer, type TlsOptions } from "node:tls"

/** One request exactly as it stood on the wire. */
export interface RawRequest {
  /** Request line and headers, Latin-1, without the empty line that ends them. */
  readonly head: string
  /** Body bytes, of the length that Content-Length gives or taken out of their chunks. */
  readonly body: Buffer
  readonly lines: readonly string[]
}

/** Ends the connection without a word. */
export const HANG_UP = Symbol("hang up")

/** Never answers. */
export const WAIT = Symbol("wait")

/** What a raw server does with a request: writes exact bytes (text as Latin-1), hangs up or waits. */
export type RawAnswer = string | Buffer | typeof HANG_UP | typeof WAIT

export const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

/** A server that takes requests apart byte by byte, so that a test sees what no HTTP library has tidied up. */
export interface RawServer extends AsyncDisposable {
  readonly port: number
  /** `localhost:port`. */
  readonly host: string
  readonly requests: readonly RawRequest[]
  /** How many connections were opened so far. */
  readonly connections: number
  /** Resolves when that many requests have arrived. */
  waitFor(count: number): Promise<readonly RawRequest[]>
  close(): Promise<void>
}

/** Starts a raw server on a free port of 127.0.0.1, or on a socket file; it answers 200 unless told otherwise. */
export async function startRawServer(
  options: {
    readonly answer?: (request: RawRequest, index: number) => RawAnswer
    readonly tls?: TlsOptions
    readonly socketPath?: string
  } = {},
): Promise<RawServer> {
  const requests: RawRequest[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  let waiting: (() => void)[] = []

  const arrived = (socket: Socket, request: RawRequest): void => {
    const answer = options.answer?.(request, requests.length) ?? OK
    requests.push(request)
    const resolvers = waiting
    waiting = []
    for (const resolve of resolvers) resolve()
    if (answer === HANG_UP) socket.destroy()
    else if (answer !== WAIT)
      socket.write(typeof answer === "string" ? Buffer.from(answer, "latin1") : answer)
  }
  const onConnection = (socket: Socket): void => {
    connections += 1
    sockets.add(socket)
    socket.on("error", () => {}).on("close", () => sockets.delete(socket))
    let chunks: Buffer[] = []
    let size = 0
    let wanted = 0
    socket.on("data", (chunk) => {
      chunks.push(chunk)
      size += chunk.length
      // Joined only when a request may be whole: a large body would be copied once per chunk otherwise.
      if (size < wanted) return
      let pending: Buffer = Buffer.concat(chunks, size)
      for (let taken = takeRequest(pending); taken; taken = takeRequest(pending)) {
        pending = taken.rest
        arrived(socket, taken.request)
      }
      chunks = [pending]
      size = pending.length
      wanted = leastSize(pending)
    })
  }

  const server: Server = options.tls
    ? createTlsServer(options.tls, onConnection).on("tlsClientError", () => {})
    : createServer(onConnection)
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    if (options.socketPath === undefined) server.listen(0, "127.0.0.1", resolve)
    else server.listen(options.socketPath, resolve)
  })
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })

  return {
    port,
    host: `localhost:${port}`,
    requests,
    get connections() {
      return connections
    },
    async waitFor(count) {
      while (requests.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
      return requests
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** How many bytes a request that begins like this has at least. */
function leastSize(bytes: Buffer): number {
  const headEnd = bytes.indexOf("\r\n\r\n")
  if (headEnd === -1) return 0
  const length = /^content-length: *(\d+)/im.exec(bytes.toString("latin1", 0, headEnd))?.[1]
  return headEnd + 4 + Number(length ?? 0)
}

function takeRequest(bytes: Buffer): { request: RawRequest; rest: Buffer } | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n")
  if (headEnd === -1) return undefined
  const head = bytes.toString("latin1", 0, headEnd)
  const taken = takeBody(head, bytes.subarray(headEnd + 4))
  if (!taken) return undefined
  return { request: { head, lines: head.split("\r\n"), body: taken.body }, rest: taken.rest }
}

function takeBody(head: string, bytes: Buffer): { body: Buffer; rest: Buffer } | undefined {
  if (/^transfer-encoding:.*chunked/im.test(head)) return takeChunks(bytes)
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  if (bytes.length < length) return undefined
  return { body: bytes.subarray(0, length), rest: bytes.subarray(length) }
}

function takeChunks(bytes: Buffer): { body: Buffer; rest: Buffer } | undefined {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16)
    const start = lineEnd + 2
    if (bytes.length < start + size + 2) return undefined
    at = start + size + 2
    if (size === 0) return { body: Buffer.concat(chunks), rest: bytes.subarray(at) }
    chunks.push(bytes.subarray(start, start + size))
  }
}
