import { defineProvider } from "../define-provider.ts"
import { mailchimpEvents } from "./mailchimp-events.ts"

const GUIDE = "https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/"
const GONE =
  "https://mailchimp.com/developer/release-notes/returning-410-from-audience-webhook-will-disable-it/"

/** Mailchimp Marketing's audience webhooks, which are not signed. */
export const mailchimp = defineProvider({
  id: "mailchimp",
  name: "Mailchimp Marketing",
  sources: [GUIDE, GONE],
  scheme: {
    algorithm: "none",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
  },
  headers: [
    ["User-Agent", "MailChimp"],
    ["Content-Type", "application/x-www-form-urlencoded"],
  ],
  events: mailchimpEvents,
  bodyFormat: "form",
  names: { event: { path: "type" } },
  handshakes: [
    {
      id: "get",
      title: "A GET that wants a 200 before the webhook is saved",
      request: { method: "GET", signature: "none" },
      answer: { status: 200 },
      certainty: "assumed",
      source: GUIDE,
    },
  ],
  delivery: {
    timeout: { value: "10s" },
    retries: {
      value: ["5m", "10m", "20m", "40m"],
      assumed: "Increasing intervals over 75 minutes are documented, the intervals are not.",
      source: GUIDE,
    },
  },
  manage: "https://mailchimp.com/developer/marketing/api/list-webhooks/",
  assumptions: [
    {
      key: "handshake.get",
      value: "GET, answered by 200",
      why: "Known from practice; that part of the provider's guide was not read.",
    },
    { key: "headers.user-agent", value: "MailChimp", why: "Seen in requests, not documented." },
    {
      key: "envelope.data",
      value: "the fields of subscribe and unsubscribe as documented",
      why: "Those of the other types are known from practice.",
    },
    {
      key: "secret",
      value: "none",
      why: "Mailchimp signs nothing; it advises a secret in the URL.",
    },
  ],
})
