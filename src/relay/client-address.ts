import type { IncomingMessage } from "node:http"

/**
 * Who is at the other end of the connection; null when it is gone. Behind a proxy that is the proxy: a header that
 * says otherwise could come from anybody.
 */
export function clientAddress({ socket }: Pick<IncomingMessage, "socket">): string | null {
  return socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, "") ?? null
}
