import { defineProvider } from "../define-provider.ts"
import { clerkEvents } from "./clerk-events.ts"
import { secretWhsec } from "./shared-samples.ts"
import { svix } from "./svix.ts"

const OVERVIEW = "https://clerk.com/docs/guides/development/webhooks/overview"
const SVIX_RETRIES = "https://docs.svix.com/retries"

/** Clerk, whose webhooks go out through Svix. */
export const clerk = defineProvider({
  id: "clerk",
  name: "Clerk",
  sources: [OVERVIEW, SVIX_RETRIES],
  evidence: "@clerk/backend 3.15.0 and svix 1.99.1 accept it",
  scheme: svix.scheme,
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Svix-Webhooks/1.0"],
  ],
  events: clerkEvents,
  envelope: {
    data: "{data}",
    instance_id: "ins_123",
    object: "event",
    timestamp: "{now-ms}",
    type: "{event}",
  },
  eventId: "msg_{base62:27}",
  names: { event: { path: "type" }, id: { header: "svix-id" } },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: ["5s", "5m", "30m", "2h", "5h", "10h", "10h"],
      source: `Svix's schedule, to which Clerk's page leads: ${SVIX_RETRIES}`,
    },
  },
  manage: "https://dashboard.clerk.com/~/webhooks",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Svix-Webhooks/1.0",
      why: "Clerk sends through Svix; neither documents the version.",
    },
    {
      key: "envelope.data",
      value: "the main fields of each resource",
      why: "Only user.created is shown whole; the rest follows Clerk's own types.",
    },
  ],
})
