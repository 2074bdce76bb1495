import type { EventDescription } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const told: JsonObject = { type: "{event}", fired_at: "{now-date} {now-time}" }

const member: JsonObject = {
  "data[id]": "{hex:10}",
  "data[list_id]": "{hex:10}",
  "data[email]": "maya@company.com",
  "data[email_type]": "html",
  "data[merges][EMAIL]": "maya@company.com",
  "data[merges][FNAME]": "Maya",
  "data[merges][LNAME]": "Lindqvist",
  "data[ip_opt]": "203.0.113.7",
}

/** Every event type of Mailchimp's audience webhooks, as the fields of a form. */
export const mailchimpEvents: readonly EventDescription[] = [
  {
    type: "subscribe",
    title: "A contact subscribed to the audience",
    sample: { ...told, ...member, "data[ip_signup]": "203.0.113.7" },
  },
  {
    type: "unsubscribe",
    title: "A contact unsubscribed or was deleted",
    sample: {
      ...told,
      "data[action]": "unsub",
      "data[reason]": "manual",
      ...member,
      "data[campaign_id]": "{hex:10}",
    },
  },
  { type: "profile", title: "A contact changed its profile", sample: { ...told, ...member } },
  {
    type: "upemail",
    title: "A contact changed its e-mail address",
    sample: {
      ...told,
      "data[list_id]": "{hex:10}",
      "data[new_id]": "{hex:10}",
      "data[new_email]": "maya.lindqvist@company.com",
      "data[old_email]": "maya@company.com",
    },
  },
  {
    type: "cleaned",
    title: "An address was taken out because mail to it bounced",
    sample: {
      ...told,
      "data[list_id]": "{hex:10}",
      "data[campaign_id]": "{hex:10}",
      "data[reason]": "hard",
      "data[email]": "maya@company.com",
    },
  },
  {
    type: "campaign",
    title: "A campaign was sent or cancelled",
    sample: {
      ...told,
      "data[id]": "{hex:10}",
      "data[subject]": "Our news",
      "data[status]": "sent",
      "data[reason]": "",
      "data[list_id]": "{hex:10}",
    },
  },
]
