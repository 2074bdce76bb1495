import { defineProvider } from "../define-provider.ts"

const DOCS = "https://www.dropbox.com/developers/reference/webhooks"
const SAMPLE = "https://github.com/dropbox/mdwebhook"

/** Dropbox webhooks, which say whose files have changed. */
export const dropbox = defineProvider({
  id: "dropbox",
  name: "Dropbox",
  sources: [DOCS, SAMPLE],
  evidence: "Dropbox's own sample application (dropbox/mdwebhook) computes the same",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Dropbox-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex").slice(0, 15) },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "DropboxWebhooks/1.0"],
  ],
  events: [
    {
      type: "list_folder",
      title: "Files of an account that is linked to the app have changed",
      sample: { accounts: ["dbid:AA{base62:33}"] },
    },
  ],
  envelope: { list_folder: "{data}", delta: { users: ["{int:1000000-99999999}"] } },
  // A notification says whose files have changed and nothing else.
  names: {},
  handshakes: [
    {
      id: "challenge",
      title: "A GET whose challenge the endpoint echoes as text",
      request: { method: "GET", query: [["challenge", "{challenge}"]], signature: "none" },
      answer: {
        status: 200,
        headers: [
          ["Content-Type", "text/plain"],
          ["X-Content-Type-Options", "nosniff"],
        ],
        body: "{challenge}",
      },
      timeoutMs: 10_000,
      certainty: "exact",
      source: DOCS,
    },
  ],
  delivery: {
    success: [200],
    timeout: {
      value: "10s",
      assumed: "Ten seconds are stated for the verification request, none for the others.",
    },
    retries: {
      value: ["10s", "20s", "40s", "80s", "160s", "290s"],
      assumed: "Exponential backoff over about ten minutes is documented; the intervals are not.",
      source: DOCS,
    },
  },
  manage: "https://www.dropbox.com/developers/apps",
  assumptions: [
    { key: "headers.user-agent", value: "DropboxWebhooks/1.0", why: "Seen in requests, not documented." },
    {
      key: "delivery.success",
      value: "exactly 200",
      why: "An earlier edition of the page repeats every other status; today's was not read to its end.",
    },
  ],
})
