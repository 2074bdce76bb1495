import type { IncomingMessage, Server } from "node:http"
import type { Duplex } from "node:stream"
import { HOP_BY_HOP } from "../../domain/headers.ts"

/**
 * Gives a request that Node took for an upgrade (`Upgrade: h2c` on a POST) back to the request handler: its head is
 * put before the bytes not yet read, without the upgrade headers, and the socket starts again.
 */
export function handBack(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!
    const lower = name.toLowerCase()
    const framesBody = lower === "transfer-encoding" || lower === "expect"
    if (HOP_BY_HOP.has(lower) && !framesBody) continue
    if (lower === "http2-settings") continue
    lines.push(`${name}: ${request.rawHeaders[index + 1]}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]))
  // Over TLS the bytes are plain by now; "connection" would begin a second handshake.
  server.emit("encrypted" in socket ? "secureConnection" : "connection", socket)
}
