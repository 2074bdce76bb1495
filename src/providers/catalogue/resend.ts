import { defineProvider } from "../define-provider.ts"
import { resendEvents } from "./resend-events.ts"
import { secretWhsec } from "./shared-samples.ts"
import { svix } from "./svix.ts"

const EVENTS = "https://resend.com/docs/webhooks/event-types"
const VERIFYING = "https://resend.com/docs/webhooks/verify-webhooks-requests"
const RETRIES = "https://resend.com/docs/webhooks/retries-and-replays"

/** Resend, whose webhooks carry Svix's headers. */
export const resend = defineProvider({
  id: "resend",
  name: "Resend",
  sources: [EVENTS, VERIFYING, RETRIES],
  evidence: "resend 6.38.0 accepts it",
  scheme: svix.scheme,
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Svix-Webhooks/1.0"],
  ],
  events: resendEvents,
  envelope: { type: "{event}", created_at: "{now-iso}", data: "{data}" },
  eventId: "msg_{base62:27}",
  names: { event: { path: "type" }, id: { header: "svix-id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Svix's limit; Resend's pages state none." },
    retries: { value: ["5s", "5m", "30m", "2h", "5h", "10h", "10h"], source: RETRIES },
  },
  manage: "https://resend.com/webhooks",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Svix-Webhooks/1.0",
      why: "The headers are Svix's; Resend does not document this one.",
    },
    {
      key: "envelope.data",
      value: "the fields of Resend's own types",
      why: "Only some events have an example.",
    },
  ],
})
