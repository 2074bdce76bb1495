import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { expect, test } from "vitest"
import { checkEndpoint } from "../../src/check/check.ts"
import { handleRightly } from "../../src/check/self-test/receiver.ts"
import { parseTarget } from "../../src/domain/target.ts"
import { headersFromFlat } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"

const LARGEST_BODY = 1024 * 1024

test("a server that refuses a large body and hangs up a moment later fails no other case", async () => {
  const receiver = { provider: findProvider("github"), secret: "s3cret", verifyToken: "token" }
  const server = createServer((request, response) => {
    void (async () => {
      if (Number(request.headers["content-length"]) > LARGEST_BODY) {
        request.resume()
        response.writeHead(413).end()
        await pause(100)
        return request.socket.destroy()
      }
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { method = "", url = "", rawHeaders } = request
      const received = { method, url, headers: headersFromFlat(rawHeaders), body: Buffer.concat(chunks) }
      response.writeHead((await handleRightly(received, receiver)).status).end()
    })()
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  try {
    const { cases } = await checkEndpoint({
      ...receiver,
      target: parseTarget(url),
      url,
      event: "ping",
      nowMs: Date.now(),
      seed: "1",
      signal: new AbortController().signal,
      // Enough requests, for long enough, to meet the hang-up on a connection that is used again.
      isWanted: (id) => ["genuine", "body-oversized", "slow-sender", "burst", "still-alive"].includes(id),
    })
    expect(cases.filter(({ ok }) => ok !== true).map(({ id, detail }) => [id, detail])).toEqual([])
    expect(cases.find(({ id }) => id === "body-oversized")?.status).toBe(413)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
