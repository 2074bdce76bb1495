import type { EventDescription } from "../define-provider.ts"
import type { Json, JsonObject } from "../provider.ts"

function change(object: string, entryId: string, value: Json): JsonObject {
  return {
    object,
    entry: [{ id: entryId, time: "{now-s}", changes: [{ value, field: "{event}" }] }],
  }
}

/** WhatsApp's entries have no time, and every value says which number it is about. */
function whatsapp(value: JsonObject): JsonObject {
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: "{digits:15}",
        changes: [{ value: { messaging_product: "whatsapp", ...value }, field: "{event}" }],
      },
    ],
  }
}

/** The main fields of WhatsApp, Pages and Instagram. */
export const metaEvents: readonly EventDescription[] = [
  {
    type: "messages",
    title: "WhatsApp: a message came in, or the status of one changed",
    sample: whatsapp({
      metadata: { display_phone_number: "15550783881", phone_number_id: "{digits:15}" },
      contacts: [{ profile: { name: "Tomás Ferreira" }, wa_id: "{digits:11#sender}" }],
      messages: [
        {
          from: "{digits:11#sender}",
          id: "wamid.{base62:52}==",
          timestamp: "{now-unix}",
          text: { body: "Olá! O meu pedido já saiu? 📦" },
          type: "text",
        },
      ],
    }),
  },
  {
    type: "feed",
    title: "Page: something was posted, commented or liked",
    sample: change("page", "{digits:15#page}", {
      from: { id: "{digits:16}", name: "Maya Lindqvist" },
      item: "comment",
      comment_id: "{digits:15#post}_{digits:15}",
      post_id: "{digits:15#page}_{digits:15#post}",
      verb: "add",
      published: 1,
      created_time: "{now-s}",
      message: "Do you ship to Sweden?",
    }),
  },
  {
    type: "leadgen",
    title: "Page: somebody filled in a lead form",
    sample: change("page", "{digits:15#page}", {
      ad_id: "{digits:17}",
      form_id: "{digits:15}",
      leadgen_id: "{digits:15}",
      created_time: "{now-s}",
      page_id: "{digits:15#page}",
      adgroup_id: "{digits:17}",
    }),
  },
  {
    type: "comments",
    title: "Instagram: somebody commented on one of the account's posts",
    sample: change("instagram", "{digits:17}", {
      from: { id: "{digits:16}", username: "aiko.tanaka" },
      media: { id: "{digits:17}", media_product_type: "FEED" },
      id: "{digits:17}",
      text: "Where can I buy this?",
    }),
  },
]
