// Posts every event that verifies to a chat or an automation: Slack, Microsoft Teams or Zapier.
// PROVIDER=github WHK_SECRET=… BRIDGE=slack BRIDGE_URL=https://hooks.slack.com/… PORT=3000 node server.js
import { createServer } from "node:http"
import { buffer } from "node:stream/consumers"
import { verify } from "whk"

const { PROVIDER: provider, WHK_SECRET: secret, BRIDGE: bridge, BRIDGE_URL: url, PORT = "3000" } = process.env

/** What each of them takes. A body is text of somebody else: it goes where no markup is read. */
const formats = {
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: a section holds 3,000 characters.
  slack: (title, body) => ({
    text: title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    blocks: [title, body].map((text) => ({
      type: "section",
      text: { type: "plain_text", text, emoji: false },
    })),
  }),
  // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
  teams: (title, body) => ({
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
            { type: "RichTextBlock", inlines: [{ type: "TextRun", text: title, weight: "bolder" }] },
            { type: "RichTextBlock", inlines: [{ type: "TextRun", text: body, fontType: "monospace" }] },
          ],
        },
      },
    ],
  }),
  // A catch hook takes any JSON: each field can be used in the steps that follow.
  zapier: (title, body, event) => event,
}

const format = formats[bridge]
if (!provider || !secret || !url || !format) {
  throw new Error("Set PROVIDER, WHK_SECRET, BRIDGE (slack, teams or zapier) and BRIDGE_URL.")
}

async function handle(request) {
  if (request.method !== "POST") return 405
  const body = await buffer(request)
  const { verified } = await verify({ provider, secret, headers: request.headers, body })
  if (!verified) return 401
  const data = JSON.parse(body.toString())
  const type = request.headers["x-github-event"] ?? data.type ?? data.event ?? data.event_type ?? "event"
  const text = body.length > 1000 ? `${body.toString().slice(0, 1000)}…` : body.toString()
  const posted = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(format(`${provider}: ${type}`, text, { provider, type, data })),
    redirect: "error",
    signal: AbortSignal.timeout(5000),
  })
  return posted.ok ? 204 : 502
}

createServer((request, response) => {
  const answer = (status) => response.writeHead(status).end()
  // Nobody answers at the URL: after a failure the sender, or the relay, tries again.
  handle(request).then(answer, () => answer(502))
}).listen(Number(PORT), () => console.log(`listening on ${PORT}`))
