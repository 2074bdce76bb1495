import { once } from "node:events"
import { resolve } from "node:path"
import { execa } from "execa"
import { onTestFinished, test, expect } from "vitest"
import { buildPayload, sign } from "../../src/index.ts"
import { freePort } from "../support/free-port.ts"
import { startReceiver } from "../support/receiver.ts"

const BRIDGE = resolve(import.meta.dirname, "../../examples/bridge/server.js")
const SECRET = "a-secret-of-the-test"

/** The bridge as a process, and somebody who stands in for the chat. */
async function startBridge(bridge: string, status = 200) {
  const chat = await startReceiver(() => status)
  const port = await freePort()
  const server = execa(process.execPath, [BRIDGE], {
    env: { PROVIDER: "github", WHK_SECRET: SECRET, BRIDGE: bridge, BRIDGE_URL: chat.url, PORT: String(port) },
    extendEnv: false,
    reject: false,
    buffer: false,
  })
  onTestFinished(async () => {
    server.kill()
    await server
  })
  await once(server.stdout, "data")
  return { chat, post: (secret: string, set = {}) => postEvent(`http://127.0.0.1:${port}/`, secret, set) }
}

async function postEvent(url: string, secret: string, set: Record<string, string>) {
  const { type, body } = buildPayload({ provider: "github", event: "push", seed: "bridge", set })
  const signed = await sign({ provider: "github", secret, event: type, body })
  const headers = signed.headers.map(([name, value]): [string, string] => [name, value])
  const { status } = await fetch(url, { method: "POST", headers, body: Buffer.from(signed.body) })
  return { status, body: Buffer.from(signed.body).toString() }
}

test("Slack gets a message of plain text, and none of it is markup", async () => {
  const { chat, post } = await startBridge("slack")
  const { status, body } = await post(SECRET, { ref: "<!channel> *all*" })
  expect(status).toBe(204)
  const [request] = chat.requests
  expect(request!.headers.map((pair) => pair.join(": ").toLowerCase())).toContain(
    "content-type: application/json",
  )
  const section = (text: string) => ({ type: "section", text: { type: "plain_text", text, emoji: false } })
  expect(JSON.parse(String(request!.body))).toEqual({
    text: "github: push",
    blocks: [section("github: push"), section(`${body.slice(0, 1000)}…`)],
  })
})

test("Teams gets a message with one Adaptive Card", async () => {
  const { chat, post } = await startBridge("teams")
  const { status, body } = await post(SECRET)
  expect(status).toBe(204)
  const run = (text: string, style: object) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...style }],
  })
  expect(JSON.parse(String(chat.requests[0]!.body))).toEqual({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            run("github: push", { weight: "bolder" }),
            run(`${body.slice(0, 1000)}…`, { fontType: "monospace" }),
          ],
        },
      },
    ],
  })
})

test("Zapier gets the event as plain JSON", async () => {
  const { chat, post } = await startBridge("zapier")
  const { status, body } = await post(SECRET)
  expect(status).toBe(204)
  expect(JSON.parse(String(chat.requests[0]!.body))).toEqual({
    provider: "github",
    type: "push",
    data: JSON.parse(body),
  })
})

test("what does not verify is refused, and nothing is posted", async () => {
  const { chat, post } = await startBridge("slack")
  expect((await post("another secret")).status).toBe(401)
  expect(chat.requests).toHaveLength(0)
})

test("a chat that refuses is told to the sender, who tries again", async () => {
  const { post } = await startBridge("slack", 500)
  expect((await post(SECRET)).status).toBe(502)
})
