import { contentful as scheme } from "../../signing/coded/contentful.ts"
import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const VERIFICATION = "https://contentful.com/developers/docs/extensibility/webhooks/request-verification"
const SECRETS = "https://contentful.com/developers/docs/webhooks/secrets"
const HEADERS = "https://contentful.com/developers/docs/extensibility/webhooks/headers"
const RETRIES = "https://www.contentful.com/developers/docs/webhooks/retry-policy/"

const link = (linkType: string, id: string) => ({ sys: { type: "Link", linkType, id } })

const sys = (type: string, revision: string) => ({
  type,
  id: "{base62:22}",
  space: link("Space", "cfexampleapi"),
  environment: link("Environment", "master"),
  createdAt: "{now-iso}",
  updatedAt: "{now-iso}",
  revision,
})

const entry = { ...sys("Entry", "{int:1-40}"), contentType: link("ContentType", "article") }
const fields = { title: { "en-US": "What a river should be" }, slug: { "en-US": "river-{digits:4}" } }

/** Contentful's webhooks of a space. */
export const contentful = defineProvider({
  id: "contentful",
  name: "Contentful",
  sources: [VERIFICATION, SECRETS, HEADERS, RETRIES],
  evidence: "@contentful/node-apps-toolkit 3.16.1 accepts it",
  scheme,
  secret: { keyBytes: [64, 64], generate: secretHex },
  headers: [
    ["Content-Type", "application/vnd.contentful.management.v1+json"],
    ["X-Contentful-Topic", "{event}"],
    ["X-Contentful-Webhook-Name", "whk"],
  ],
  events: [
    {
      type: "ContentManagement.Entry.publish",
      title: "An entry was published",
      sample: { metadata: { tags: [] }, fields, sys: entry },
    },
    {
      type: "ContentManagement.Entry.unpublish",
      title: "An entry was unpublished",
      sample: { sys: { ...entry, type: "DeletedEntry" } },
    },
    {
      type: "ContentManagement.Entry.save",
      title: "An entry was saved",
      sample: { metadata: { tags: [] }, fields, sys: entry },
    },
    {
      type: "ContentManagement.Asset.publish",
      title: "An asset was published",
      sample: {
        metadata: { tags: [] },
        fields: { title: { "en-US": "A river" } },
        sys: sys("Asset", "{int:1-40}"),
      },
    },
    {
      type: "ContentManagement.ContentType.publish",
      title: "A content type was published",
      sample: {
        name: "Article",
        displayField: "title",
        fields: [{ id: "title", name: "Title", type: "Symbol", required: true }],
        sys: sys("ContentType", "{int:1-40}"),
      },
    },
  ],
  names: { event: { header: "X-Contentful-Topic" } },
  delivery: {
    timeout: { value: "30s", assumed: "Said in the community forum, not in the documentation." },
    retries: { value: ["30s", "30s"], source: RETRIES },
  },
  manage: "https://app.contentful.com",
  assumptions: [
    {
      key: "signature.signed-headers",
      value: "content-type, x-contentful-topic, x-contentful-webhook-name and the two of the signature",
      why: "Which headers a webhook has signed is not documented; a verifier goes by the list in the request.",
    },
    {
      key: "signature.path",
      value: "the query escaped, then path and query escaped again",
      why: "So does Contentful's own package; the documentation does not say.",
    },
    {
      key: "headers.webhook-name",
      value: "whk",
      why: "It is the name that the webhook was given.",
    },
    { key: "envelope.fields", value: "field values", why: "They follow the space's own content types." },
  ],
})
