import { defineProvider } from "../define-provider.ts"

const WEBHOOKS = "https://www.typeform.com/developers/webhooks/"
const SECURING = "https://www.typeform.com/developers/webhooks/secure-your-webhooks/"

/** Typeform: answers to a form. */
export const typeform = defineProvider({
  id: "typeform",
  name: "Typeform",
  sources: [WEBHOOKS, SECURING],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    // Base64 behind a prefix that elsewhere stands before hexadecimal.
    digest: "base64",
    headers: [["Typeform-Signature", "sha256={signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: (random) => Buffer.from(random.subarray(0, 20)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Typeform Webhooks"],
  ],
  events: [
    {
      type: "form_response",
      title: "A respondent submitted a form",
      sample: {
        form_id: "lT4Z3j",
        token: "{lower:32}",
        landed_at: "{now-iso-seconds:-2m}",
        submitted_at: "{now-iso-seconds}",
        hidden: { user_id: "{int:1000-9999}" },
        calculated: { score: 9 },
        definition: {
          id: "lT4Z3j",
          title: "How did we do?",
          fields: [
            {
              id: "DlXFaesGBpoF",
              ref: "readable_ref_name",
              type: "short_text",
              title: "What is your name?",
              properties: {},
            },
            {
              id: "SMEUb7VJz92Q",
              ref: "readable_ref_email",
              type: "email",
              title: "Where can we reach you?",
              properties: {},
            },
            {
              id: "RUqkXSeXBXSd",
              ref: "readable_ref_rating",
              type: "rating",
              title: "How was your visit?",
              properties: {},
            },
          ],
          endings: [],
        },
        answers: [
          {
            type: "text",
            text: "Maya Lindqvist",
            field: { id: "DlXFaesGBpoF", type: "short_text", ref: "readable_ref_name" },
          },
          {
            type: "email",
            email: "maya@company.com",
            field: { id: "SMEUb7VJz92Q", type: "email", ref: "readable_ref_email" },
          },
          {
            type: "number",
            number: "{int:1-5}",
            field: { id: "RUqkXSeXBXSd", type: "rating", ref: "readable_ref_rating" },
          },
        ],
      },
    },
    {
      type: "form_response_partial",
      title: "A respondent left a form before submitting it",
      sample: {
        form_id: "lT4Z3j",
        token: "{lower:32}",
        landed_at: "{now-iso-seconds:-10m}",
        definition: {
          id: "lT4Z3j",
          title: "How did we do?",
          fields: [
            {
              id: "DlXFaesGBpoF",
              ref: "readable_ref_name",
              type: "short_text",
              title: "What is your name?",
              properties: {},
            },
          ],
          endings: [],
        },
        answers: [
          {
            type: "text",
            text: "Tomás Ferreira",
            field: { id: "DlXFaesGBpoF", type: "short_text", ref: "readable_ref_name" },
          },
        ],
      },
    },
  ],
  envelope: { event_id: "{id}", event_type: "{event}", form_response: "{data}" },
  eventId: "{ulid}",
  names: { event: { path: "event_type" }, id: { path: "event_id" } },
  delivery: {
    timeout: { value: "30s" },
    retries: {
      value: ["5m", "10m", "20m", "1h", "2h", "3h", "4h"],
      assumed:
        "The page speaks of five retries and lists these seven delays; 408, 423, 429 and 503 are tried every 2 to 3 minutes for 10 hours, 404 and 410 never again.",
      source: WEBHOOKS,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Typeform: https:// is supported as well as http://" },
  manage: "https://www.typeform.com/developers/webhooks/reference/create-or-update-webhook/",
  assumptions: [
    { key: "headers.user-agent", value: "Typeform Webhooks", why: "Seen in requests, not documented." },
    {
      key: "events.samples",
      value: "the main fields; of a partial response all but submitted_at",
      why: "As requests shown by others have them; the example page was not read.",
    },
  ],
})
