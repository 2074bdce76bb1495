import { expect, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"
import { postRaw } from "./support/post-raw.ts"

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "HEAD"]

const RESTS = [
  "",
  "/",
  "//a",
  "///",
  "/a//b/",
  "/%2F%2f",
  "/a/../../b",
  "/..",
  "/./a/.",
  "/%2e%2e/%00",
  "/a;b=c/d,e",
  "/caf%C3%A9",
  "/\\a\\b",
  "/a%zz",
  "?",
  "?a&a=1",
  "/?a=%20+&b==&&c=/?//x",
  "/x?y=http://elsewhere.example/#no",
  "/@elsewhere.example:80/",
  `/${"long/".repeat(1500)}`,
]

const REFUSED = ["/a b", "/a\tb", "/a\x01b", "/a\x7fb", "/caf\xe9"]

test("R25: method, path and query reach the app as sent, and its host never changes", async ({ task }) => {
  await using app = await startRawServer({
    answer: () => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
  })
  await using chain = await startChain({ forward: `localhost:${app.port}/base` })

  for (const method of METHODS) {
    const before = app.requests.length
    const { status } = await postRaw(chain.inbox, { method, rest: "/x?q" })
    expect(status, method).toBe(200)
    expect(app.requests[before]?.lines[0]).toBe(`${method} /base/x?q HTTP/1.1`)
  }
  for (const rest of RESTS) {
    const before = app.requests.length
    const { status } = await postRaw(chain.inbox, { rest })
    expect(status, rest).toBe(200)
    expect(app.requests[before]?.lines[0]).toBe(`POST /base${rest} HTTP/1.1`)
  }
  const taken = app.requests.length
  for (const rest of REFUSED) {
    const { status } = await postRaw(chain.inbox, { rest })
    expect(status, JSON.stringify(rest)).toBe(400)
  }
  expect(app.requests).toHaveLength(taken)
  const hosts = new Set(app.requests.map(({ lines }) => lines.find((line) => /^host:/i.test(line))))
  expect([...hosts].map((line) => line?.toLowerCase())).toEqual([`host: localhost:${app.port}`])
  figures(task, { methods: METHODS.length, targets: RESTS.length, refused: REFUSED.length })
})
