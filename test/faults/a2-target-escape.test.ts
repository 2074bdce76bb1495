import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { sendRaw } from "../support/raw-client.ts"
import { startRawServer } from "../support/raw-server.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"
import { readReply } from "./support/post-raw.ts"

test("A2: no spelling of the request target leads a listener to another host", async ({ task }) => {
  let strays = 0
  const elsewhere = createServer((socket) => {
    strays += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve))
  const evil = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  await using app = await startRawServer()
  await using chain = await startChain({ forward: app.port })
  const inbox = chain.inbox.pathname

  /** Inside the path: the app gets them as they stand. */
  const kept = [
    `//${evil}/x`,
    `/\\${evil}/x`,
    `/\\/${evil}/x`,
    `///${evil}/x`,
    `/@${evil}/x`,
    `/x?//${evil}/`,
    `/http://${evil}/x`,
    `/%2f%2f${evil}/x`,
    `/..//${evil}/x`,
    `/.//${evil}/x`,
    `/;@${evil}`,
    `/https:${evil}`,
  ]
  for (const rest of kept) {
    const before = app.requests.length
    const request = `POST ${inbox}${rest} HTTP/1.1\r\nHost: ${evil}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
    const { status } = readReply(await sendRaw(Number(chain.inbox.port), request))
    expect(status, rest).toBe(200)
    expect(app.requests[before]?.lines[0]).toBe(`POST ${rest} HTTP/1.1`)
    expect(app.requests[before]?.head).not.toContain(`Host: ${evil}`)
  }

  const taken = app.requests.length
  /** Other forms than a path: refused. */
  const refused = [
    `POST http://${evil}${inbox}/x`,
    `POST ${chain.inbox.href}`,
    `POST HTTP://${evil}`,
    `OPTIONS *`,
    `POST ${inbox.slice(1)}`,
    `POST ?${inbox}`,
    `POST \\${inbox}`,
  ]
  for (const line of refused) {
    const request = `${line} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
    expect(readReply(await sendRaw(Number(chain.inbox.port), request)).status, line).toBe(400)
  }
  // Node hangs up on CONNECT, as nobody asked for it.
  const connect = await sendRaw(Number(chain.inbox.port), `CONNECT ${evil} HTTP/1.1\r\nHost: ${evil}\r\n\r\n`)
  expect(connect.toString()).toBe("")
  expect(app.requests).toHaveLength(taken)
  expect(strays).toBe(0)
  elsewhere.close()
  figures(task, { spellings: kept.length, refused: refused.length + 1, "connects elsewhere": strays })
})
