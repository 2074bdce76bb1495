import type { JsonObject } from "../provider.ts"
import { defineProvider, type EventDescription } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const WEBHOOKS = "https://mailchimp.com/developer/transactional/docs/webhooks/"
const AUTHENTICATE =
  "https://mandrill.zendesk.com/hc/en-us/articles/360039232513-How-to-Authenticate-Webhook-Requests"

const message: JsonObject = {
  ts: "{now-s}",
  _id: "{id}",
  _version: "{base62:22}",
  subject: "Welcome to Diaspora",
  email: "maya@company.com",
  sender: "hello@company.com",
  tags: ["welcome"],
  opens: [],
  clicks: [],
  state: "sent",
  smtp_events: [],
  subaccount: null,
  resends: [],
  reject: null,
  metadata: { user_id: 25 },
  template: "welcome",
}

const opened: JsonObject = {
  ip: "203.0.113.25",
  location: {
    country_short: "SE",
    country: "Sweden",
    region: "Stockholm",
    city: "Stockholm",
    latitude: 59.33,
    longitude: 18.07,
    postal_code: "111 23",
    timezone: "+01:00",
  },
  user_agent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:148.0) Gecko/20100101 Firefox/148.0",
}

const events: readonly EventDescription[] = [
  { type: "send", title: "A message was sent", sample: { msg: message } },
  {
    type: "delivered",
    title: "The recipient's mail server took a message",
    sample: { msg: { ...message, state: "delivered" }, diag: "250 OK" },
  },
  {
    type: "open",
    title: "A recipient opened a message",
    sample: {
      msg: { ...message, opens: [{ ts: "{now-s}", ip: "203.0.113.25", location: "Stockholm, SE" }] },
      ...opened,
    },
  },
  {
    type: "click",
    title: "A recipient clicked a link in a message",
    sample: {
      msg: { ...message, clicks: [{ ts: "{now-s}", url: "https://company.com/start" }] },
      ...opened,
      url: "https://company.com/start",
    },
  },
  {
    type: "hard_bounce",
    title: "A message could not be delivered and never will be",
    sample: {
      msg: {
        ...message,
        state: "bounced",
        bgtools_code: 10,
        bounce_description: "bad_mailbox",
        diag: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
      },
    },
  },
]

/** Mailchimp Transactional (Mandrill), which posts its events as JSON in the field of a form. */
export const mandrill = defineProvider({
  id: "mandrill",
  name: "Mandrill",
  sources: [AUTHENTICATE, WEBHOOKS],
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{url}{form}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Mandrill-Signature", "{signature}"]],
  },
  secret: { generate: secretText("", 22) },
  knownSecrets: [{ name: "the test that is sent while a webhook is being created", value: "test-webhook" }],
  headers: [
    ["User-Agent", "Mandrill-Webhook/1.0"],
    ["Content-Type", "application/x-www-form-urlencoded"],
  ],
  events,
  envelope: { mandrill_events: [{ event: "{event}", _id: "{id}", "...": "{data}", ts: "{now-s}" }] },
  bodyFormat: "form",
  eventId: "{hex:32}",
  names: { event: { path: "mandrill_events.0.event" } },
  handshakes: [
    {
      id: "probe",
      title: "A HEAD request that sees whether the URL answers",
      request: { method: "HEAD", signature: "none" },
      answer: { status: 200 },
      certainty: "assumed",
      source: WEBHOOKS,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "30s", assumed: "No limit was read." },
    retries: {
      value: ["1m", "2m", "5m", "10m", "20m", "30m", "1h", "2h", "4h"],
      assumed: "Failed batches are retried by themselves until one gives up; the intervals were not read.",
      source: WEBHOOKS,
    },
  },
  manage: "https://mandrillapp.com/settings/webhooks",
  assumptions: [
    {
      key: "secret.test",
      value: "test-webhook",
      why: "The key of the first test is known from receivers; it was not read on Mandrill's page.",
    },
    { key: "delivery.success", value: "200", why: "Known from receivers; the page was not read so far." },
    { key: "handshake.probe", value: "HEAD, answered with 200", why: "Known from receivers." },
    { key: "envelope", value: "one event per request", why: "A real request holds up to 1000." },
    { key: "envelope.fields", value: "the main fields", why: "Not all of them are shown on the page." },
    { key: "headers.user-agent", value: "Mandrill-Webhook/1.0", why: "Seen in requests." },
  ],
})
