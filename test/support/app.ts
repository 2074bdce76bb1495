import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** A user's app that notes every event id it got. */
export interface App extends AsyncDisposable {
  readonly port: number
  readonly received: ReadonlyMap<string, number>
  /** Resolves once every one of these ids has arrived. */
  untilReceived(ids: readonly string[]): Promise<void>
}

export async function startApp(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end("ok"),
  port = 0,
): Promise<App> {
  const received = new Map<string, number>()
  let wake: (() => void)[] = []
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const id = String(request.headers["x-event"] ?? request.url)
      received.set(id, (received.get(id) ?? 0) + 1)
      for (const resolve of wake.splice(0)) resolve()
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  return {
    port: (server.address() as AddressInfo).port,
    received,
    async untilReceived(ids) {
      while (!ids.every((id) => received.has(id))) await new Promise<void>((resolve) => wake.push(resolve))
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
