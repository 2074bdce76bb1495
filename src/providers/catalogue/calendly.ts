import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const OVERVIEW = "https://developer.calendly.com/docs/webhooks/overview"
const SIGNATURES = "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures"
const ERRORS = "https://developer.calendly.com/api-docs/overview/webhooks/webhook-errors"
const TIMEOUTS = "https://developer.calendly.com/api-docs/overview/webhooks/webhook-timeouts"

const API = "https://api.calendly.com"

function invitee(status: "active" | "canceled", more: JsonObject = {}): JsonObject {
  const event = `${API}/scheduled_events/{uuid#event}`
  return {
    uri: `${event}/invitees/{uuid#invitee}`,
    email: "maya@company.com",
    first_name: "Maya",
    last_name: "Lindqvist",
    name: "Maya Lindqvist",
    status,
    timezone: "Europe/Stockholm",
    event,
    text_reminder_number: null,
    rescheduled: false,
    old_invitee: null,
    new_invitee: null,
    cancel_url: "https://calendly.com/cancellations/{uuid#invitee}",
    reschedule_url: "https://calendly.com/reschedulings/{uuid#invitee}",
    routing_form_submission: null,
    payment: null,
    no_show: null,
    reconfirmation: null,
    ...more,
    tracking: {
      utm_campaign: null,
      utm_source: null,
      utm_medium: null,
      utm_content: null,
      utm_term: null,
      salesforce_uuid: null,
    },
    questions_and_answers: [
      {
        question: "What would you like to talk about?",
        answer: "The plan for next month.",
        position: 0,
      },
    ],
    scheduled_event: {
      uri: event,
      name: "30 Minute Meeting",
      status,
      start_time: "{now-iso-seconds:1d}",
      end_time: "{now-iso-seconds:1470m}",
      event_type: `${API}/event_types/{uuid}`,
      location: { type: "physical", location: "Vasagatan 12, Stockholm" },
      invitees_counter: { total: 1, active: status === "active" ? 1 : 0, limit: 1 },
      event_memberships: [{ user: `${API}/users/{uuid}` }],
      event_guests: [],
      created_at: "{now-iso}",
      updated_at: "{now-iso}",
    },
    created_at: "{now-iso}",
    updated_at: "{now-iso}",
  }
}

/** Calendly webhook subscriptions. */
export const calendly = defineProvider({
  id: "calendly",
  name: "Calendly",
  sources: [OVERVIEW, SIGNATURES, ERRORS, TIMEOUTS],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Calendly-Webhook-Signature", "t={timestamp},v1={signature}"]],
    unsigned: [],
    timestamp: { unit: "s", toleranceSeconds: 180 },
  },
  secret: { optional: true, generate: (random) => Buffer.from(random).toString("base64url") },
  events: [
    { type: "invitee.created", title: "An invitee booked a meeting", sample: invitee("active") },
    {
      type: "invitee.canceled",
      title: "An invitee or the host cancelled a meeting",
      sample: invitee("canceled", {
        cancellation: {
          canceled_by: "Maya Lindqvist",
          reason: "Something came up",
          canceler_type: "invitee",
        },
      }),
    },
    {
      type: "invitee_no_show.created",
      title: "An invitee was marked as a no-show",
      sample: invitee("active", {
        no_show: { uri: `${API}/invitee_no_shows/{uuid}`, created_at: "{now-iso}" },
      }),
    },
    {
      type: "routing_form_submission.created",
      title: "A routing form was submitted, with or without a booking",
      sample: {
        uri: `${API}/routing_form_submissions/{uuid}`,
        routing_form: `${API}/routing_forms/{uuid}`,
        questions_and_answers: [
          { question_uuid: "{uuid}", question: "Company size", answer: "11 to 50" },
          { question_uuid: "{uuid}", question: "Email", answer: "maya@company.com" },
        ],
        tracking: {
          utm_campaign: null,
          utm_source: null,
          utm_medium: null,
          utm_content: null,
          utm_term: null,
        },
        result: { type: "event_type", value: `${API}/event_types/{uuid}` },
        submitter: null,
        submitter_type: null,
        created_at: "{now-iso}",
        updated_at: "{now-iso}",
      },
    },
  ],
  envelope: {
    created_at: "{now-iso}",
    created_by: `${API}/users/{uuid}`,
    event: "{event}",
    payload: "{data}",
  },
  names: { event: { path: "event" } },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "Exponential backoff for 24 hours is documented, the intervals are not; 410 ends it at once.",
      source: ERRORS,
    },
  },
  endpoint: { hasActiveFlag: false },
  manage: `${API}/webhook_subscriptions`,
  assumptions: [
    { key: "signature.tolerance", value: "3m", why: "From sample code, not stated as a rule." },
    {
      key: "events.samples",
      value: "the fields of the API's invitee resource",
      why: "The payload pages were not read in full.",
    },
  ],
})
