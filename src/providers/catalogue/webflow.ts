import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const DOCS = "https://developers.webflow.com/reference/webhooks"
const VERIFYING = "https://developers.webflow.com/data/v1.0.0/docs/verifying-webhook-signatures"
const LIMITS = "https://developers.webflow.com/data/v1.0.0/docs/limits-and-retries"

/** Webflow webhooks; only those made through an OAuth app or the API are signed. */
export const webflow = defineProvider({
  id: "webflow",
  name: "Webflow",
  sources: [DOCS, VERIFYING, LIMITS],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["x-webflow-timestamp", "{timestamp}"],
      ["x-webflow-signature", "{signature}"],
    ],
    unsigned: [],
    timestamp: { unit: "ms", toleranceSeconds: 300 },
  },
  secret: { optional: true, generate: secretHex },
  events: [
    {
      type: "form_submission",
      title: "A form was submitted",
      sample: {
        name: "Contact Us",
        siteId: "{hex:24}",
        data: { "First Name": "Maya", "Last Name": "Lindqvist", email: "maya@company.com" },
        schema: [
          { fieldName: "First Name", fieldType: "FormTextInput", fieldElementId: "{uuid}" },
          { fieldName: "Last Name", fieldType: "FormTextInput", fieldElementId: "{uuid}" },
          { fieldName: "email", fieldType: "FormTextInput", fieldElementId: "{uuid}" },
        ],
        submittedAt: "{now-iso}",
        id: "{hex:24}",
        formId: "{hex:24}",
        formElementId: "{uuid}",
      },
    },
    {
      type: "site_publish",
      title: "A site was published",
      sample: {
        domains: ["my-website.webflow.io"],
        site: "{hex:24}",
        publishedOn: "{now-iso}",
        publishedBy: { displayName: "Maya Lindqvist" },
      },
    },
    {
      type: "collection_item_created",
      title: "An item of a collection was created",
      sample: {
        id: "{hex:24}",
        siteId: "{hex:24}",
        workspaceId: "{hex:24}",
        collectionId: "{hex:24}",
        cmsLocaleId: null,
        lastPublished: null,
        lastUpdated: "{now-iso}",
        createdOn: "{now-iso}",
        isArchived: false,
        isDraft: false,
        fieldData: { name: "Hello, World", slug: "hello-world" },
      },
    },
  ],
  envelope: { triggerType: "{event}", payload: "{data}" },
  names: { event: { path: "triggerType" } },
  delivery: {
    timeout: { value: "30s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["10m", "10m", "10m"],
      assumed: "One page says three retries, ten minutes apart; another says three attempts in all.",
      source: LIMITS,
    },
  },
  manage: "https://developers.webflow.com/data/reference/webhooks/create",
  assumptions: [
    {
      key: "signature.body",
      value: "raw: the body as sent",
      why: "The page's example signs JSON.stringify(request_body), which is the same for compact JSON.",
    },
    { key: "envelope.data", value: "the main fields of each event", why: "Real payloads carry more." },
  ],
})
