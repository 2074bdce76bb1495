import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"
import { type Headers, headersFromFlat } from "../../src/domain/headers.ts"

/** A request as it arrived at the receiver. */
export interface Received {
  readonly method: string
  readonly target: string
  readonly headers: Headers
  readonly body: Buffer
}

/** Answers one request: with a status, or by hand through the response. */
export type Answer = (
  received: Received,
  number: number,
  response: ServerResponse,
) => number | void | Promise<number>

export interface Receiver {
  readonly url: string
  readonly requests: readonly Received[]
  /** Takes another way of answering from the next request on. */
  answer(answer: Answer): void
  /** Resolves when `count` requests have arrived. */
  received(count: number): Promise<void>
}

/** A real HTTP server on a free port that keeps every request byte for byte; closed when the test ends. */
export async function startReceiver(firstAnswer: Answer): Promise<Receiver> {
  const requests: Received[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  let answer = firstAnswer
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const received: Received = {
        method: request.method ?? "",
        target: request.url ?? "",
        headers: headersFromFlat(request.rawHeaders),
        body: Buffer.concat(chunks),
      }
      const number = requests.push(received)
      for (const { resolve } of waiting.filter(({ count }) => count <= number)) resolve()
      void Promise.resolve(answer(received, number, response)).then((status) => {
        if (status !== undefined) response.writeHead(status).end()
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    requests,
    answer: (next) => void (answer = next),
    received: (count) =>
      new Promise((resolve) =>
        requests.length >= count ? resolve() : waiting.push({ count, resolve: () => resolve() }),
      ),
  }
}
