import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"
import { secretText } from "./shared-samples.ts"

const HOOKS = "https://developer.okta.com/docs/concepts/event-hooks/"
const PRACTICES = "https://developer.okta.com/docs/reference/hooks-best-practices/"

function logEvent(displayMessage: string, legacyEventType: string, target: JsonObject | null): JsonObject {
  return {
    version: "0",
    severity: "INFO",
    client: {
      zone: "OFF_NETWORK",
      device: "Unknown",
      userAgent: { os: "Unknown", browser: "UNKNOWN", rawUserAgent: "UNKNOWN-DOWNLOAD" },
      ipAddress: "203.0.113.7",
    },
    actor: {
      id: "00u{base62:17}",
      type: "User",
      alternateId: "maya@company.com",
      displayName: "Maya Lindqvist",
    },
    outcome: { result: "SUCCESS" },
    uuid: "{uuid}",
    published: "{now-iso}",
    eventType: "{event}",
    displayMessage,
    transaction: { type: "WEB", id: "{base62:27}" },
    legacyEventType,
    authenticationContext: { authenticationStep: 0, externalSessionId: "{base62:25}" },
    target: target === null ? [] : [target],
  }
}

const person = {
  id: "00u{base62:17}",
  type: "User",
  alternateId: "tomas@company.com",
  displayName: "Tomás Ferreira",
}

/** Okta event hooks, which send a token of the user's own. */
export const okta = defineProvider({
  id: "okta",
  name: "Okta",
  sources: [HOOKS, PRACTICES],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [["Authorization", "{signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretText("", 40) },
  headers: [
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
  ],
  events: [
    {
      type: "user.session.start",
      title: "A user logged in",
      sample: logEvent("User login to Okta", "core.user_auth.login_success", null),
    },
    {
      type: "user.lifecycle.create",
      title: "A user was created",
      sample: logEvent("Create okta user", "core.user.config.user_creation.success", person),
    },
    {
      type: "user.lifecycle.deactivate",
      title: "A user was deactivated",
      sample: logEvent("Deactivate Okta user", "core.user.config.user_deactivated.success", person),
    },
  ],
  envelope: {
    eventType: "com.okta.event_hook",
    eventTypeVersion: "1.0",
    cloudEventsVersion: "0.1",
    contentType: "application/json",
    eventId: "{id}",
    eventTime: "{now-iso}",
    source: "https://company.okta.com/api/v1/eventHooks/who{base62:17}",
    data: { events: ["{data}"] },
  },
  names: { event: { path: "data.events.0.eventType" }, id: { path: "eventId" } },
  handshakes: [
    {
      id: "verification-challenge",
      title: "A GET whose challenge, in a header, the endpoint gives back as JSON",
      request: {
        method: "GET",
        headers: [["X-Okta-Verification-Challenge", "{challenge}"]],
        signature: "right",
      },
      answer: { status: 200, body: { verification: "{challenge}" } },
      timeoutMs: 3000,
      certainty: "exact",
      source: HOOKS,
    },
  ],
  delivery: {
    success: [200, 204],
    timeout: { value: "3s" },
    retries: {
      value: ["3s"],
      assumed: "At most one retry is documented, not after 4xx; when it comes is not.",
      source: HOOKS,
    },
  },
  endpoint: { httpsRule: "Okta: HTTPS requests to an internet-accessible endpoint" },
  manage: "https://developer.okta.com/docs/guides/event-hook-implementation/",
  assumptions: [
    {
      key: "signature.header",
      value: "Authorization",
      why: "The user names the field and its value; Okta recommends this one. For Basic the secret holds it all.",
    },
    { key: "handshake.status", value: "200", why: "The page asks for the JSON and names no status." },
    {
      key: "envelope.data",
      value: "one event per request, with the main fields of a LogEvent",
      why: "A request can carry several events; real ones have more fields.",
    },
  ],
})
