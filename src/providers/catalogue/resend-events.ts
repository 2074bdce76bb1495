import type { EventDescription } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const EMAIL = {
  broadcast_id: "{uuid}",
  created_at: "{now-iso}",
  email_id: "{uuid}",
  message_id: "<{hex:16}@company.com>",
  from: "Company Inc <hello@company.com>",
  to: ["maya@example.com"],
  subject: "Your order is on its way",
  tags: { category: "order_shipped" },
}

const CONTACT = {
  id: "{uuid}",
  audience_id: "{uuid}",
  segment_ids: ["{uuid}"],
  created_at: "{now-iso}",
  updated_at: "{now-iso}",
  email: "maya@example.com",
  first_name: "Maya",
  last_name: "Lindqvist",
  unsubscribed: false,
}

const email = (type: string, title: string, more: JsonObject = {}): EventDescription => ({
  type: `email.${type}`,
  title,
  sample: { ...EMAIL, ...more },
})

/** The main event types of Resend. */
export const resendEvents: readonly EventDescription[] = [
  email("sent", "An e-mail was taken and is on its way"),
  email("delivered", "An e-mail reached the recipient's mail server"),
  email("bounced", "The recipient's mail server rejected an e-mail for good", {
    bounce: {
      message: "The address has bounced before and is on the suppression list.",
      subType: "Suppressed",
      type: "Permanent",
    },
  }),
  email("complained", "The recipient marked an e-mail as spam"),
  email("opened", "The recipient opened an e-mail"),
  email("clicked", "The recipient clicked a link in an e-mail", {
    click: {
      ipAddress: "203.0.113.7",
      link: "https://company.com/orders",
      timestamp: "{now-iso}",
      userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15",
    },
  }),
  email("delivery_delayed", "An e-mail could not be delivered for now"),
  email("failed", "An e-mail could not be sent", { failed: { reason: "reached_daily_quota" } }),
  {
    type: "email.received",
    title: "An e-mail came in",
    sample: {
      email_id: "{uuid}",
      created_at: "{now-iso}",
      from: "Maya Lindqvist <maya@example.com>",
      to: ["support@company.com"],
      bcc: [],
      cc: [],
      received_for: ["support@company.com"],
      message_id: "<{hex:16}@example.com>",
      subject: "Where is my order?",
      attachments: [
        {
          id: "{uuid}",
          filename: "receipt.pdf",
          content_type: "application/pdf",
          content_disposition: "attachment",
          content_id: null,
        },
      ],
    },
  },
  { type: "contact.created", title: "A contact was created", sample: CONTACT },
  { type: "contact.updated", title: "A contact was changed", sample: CONTACT },
]
