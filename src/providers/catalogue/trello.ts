import { defineProvider } from "../define-provider.ts"

const DOCS = "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/"

const board = { id: "{hex:24#board}", name: "Product", shortLink: "{base62:8}" }
const card = { id: "{hex:24}", name: "Write the report", idShort: "{int:1-500}", shortLink: "{base62:8}" }

/** Trello webhooks. */
export const trello = defineProvider({
  id: "trello",
  name: "Trello",
  sources: [DOCS],
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{body}{url}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Trello-Webhook", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex") },
  events: [
    {
      type: "createCard",
      title: "A card was created",
      sample: { card, list: { id: "{hex:24}", name: "To do" }, board },
    },
    {
      type: "updateCard",
      title: "A card was changed or moved",
      sample: {
        card: { idList: "{hex:24#done}", ...card },
        old: { idList: "{hex:24#todo}" },
        board,
        listBefore: { id: "{hex:24#todo}", name: "To do" },
        listAfter: { id: "{hex:24#done}", name: "Done" },
      },
    },
    {
      type: "commentCard",
      title: "A card was commented on",
      sample: { text: "Looks good to me.", card, list: { id: "{hex:24}", name: "To do" }, board },
    },
  ],
  envelope: {
    action: {
      id: "{id}",
      idMemberCreator: "{hex:24#member}",
      data: "{data}",
      type: "{event}",
      date: "{now-iso}",
      memberCreator: {
        id: "{hex:24#member}",
        activityBlocked: false,
        avatarHash: "{hex:32}",
        fullName: "Maya Lindqvist",
        initials: "ML",
        username: "mayalindqvist",
      },
    },
    model: {
      id: "{hex:24}",
      name: "Product",
      desc: "",
      closed: false,
      idOrganization: "{hex:24}",
      pinned: false,
      url: "https://trello.com/b/{base62:8}/product",
    },
  },
  eventId: "{hex:24}",
  names: { event: { path: "action.type" }, id: { path: "action.id" } },
  handshakes: [
    {
      id: "head",
      title: "A HEAD that wants a 200 before the webhook is created",
      request: { method: "HEAD", signature: "none" },
      answer: { status: 200 },
      certainty: "exact",
      source: DOCS,
    },
  ],
  delivery: {
    timeout: { value: "30s", assumed: "No number was found on the provider's page." },
    retries: {
      value: ["30s", "1m", "2m"],
      assumed: "Known as three retries after 30, 60 and 120 seconds; that part of the page was not read.",
      source: DOCS,
    },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Trello: a valid URL; with https:// its certificate must be valid",
  },
  manage: "https://trello.com/power-ups/admin",
  assumptions: [
    {
      key: "signature.header",
      value: "X-Trello-Webhook",
      why: "Known from practice; that part of the provider's page was not read.",
    },
    { key: "signature.algorithm", value: "hmac-sha1", why: "As the header." },
    {
      key: "signature.content",
      value: "{body}{url}",
      why: "As the header; the URL is the callbackURL exactly as it was given to Trello.",
    },
    { key: "signature.encoding", value: "base64", why: "As the header." },
    { key: "signature.key", value: "utf8: the application's secret", why: "As the header." },
    { key: "envelope.data", value: "the main fields of each action", why: "Real models carry many more." },
  ],
})
