import type { JsonObject } from "../provider.ts"
import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const WEBHOOKS = "https://vercel.com/docs/webhooks"
const REFERENCE = "https://vercel.com/docs/webhooks/webhooks-api"

const about: JsonObject = {
  team: { id: "team_{base62:24}" },
  user: { id: "{base62:24}" },
}

const deployment: JsonObject = {
  ...about,
  alias: [],
  deployment: {
    id: "dpl_{base62:28#deployment}",
    meta: {
      githubCommitRef: "main",
      githubCommitSha: "{hex:40}",
      githubCommitMessage: "Correct the reading time",
      githubCommitAuthorName: "Maya Lindqvist",
    },
    name: "diaspora",
    url: "diaspora-{lower:9}-company.vercel.app",
    inspectorUrl: "https://vercel.com/company/diaspora/{base62:28#deployment}",
  },
  links: {
    deployment: "https://vercel.com/company/diaspora/{base62:28#deployment}",
    project: "https://vercel.com/company/diaspora",
  },
  target: "production",
  project: { id: "prj_{base62:28}" },
  plan: "pro",
  regions: ["arn1"],
}

/** Vercel's account and integration webhooks. */
export const vercel = defineProvider({
  id: "vercel",
  name: "Vercel",
  sources: [WEBHOOKS, REFERENCE],
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["x-vercel-signature", "{signature}"]],
  },
  secret: { generate: secretText("", 24) },
  events: [
    { type: "deployment.created", title: "A deployment was created", sample: deployment },
    { type: "deployment.succeeded", title: "A deployment is ready", sample: deployment },
    { type: "deployment.error", title: "A deployment failed", sample: deployment },
    { type: "deployment.canceled", title: "A deployment was cancelled", sample: deployment },
    {
      type: "project.created",
      title: "A project was created",
      sample: { ...about, project: { id: "prj_{base62:28}", name: "diaspora" } },
    },
  ],
  envelope: { id: "{id}", type: "{event}", createdAt: "{now-ms}", payload: "{data}", region: "arn1" },
  eventId: "uev_{base62:24}",
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "30s", assumed: "Known from guides; not read on a page of Vercel." },
    retries: {
      value: ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "10h"],
      assumed: "Known from guides: for up to 24 hours with exponential backoff.",
      source: WEBHOOKS,
    },
  },
  manage: WEBHOOKS,
  assumptions: [
    {
      key: "signature.algorithm",
      value: "hmac-sha1",
      why: "The page says the sha1 of the payload body by the client secret; that it is an HMAC is known from receivers.",
    },
    { key: "signature.encoding", value: "hex", why: "Known from receivers." },
    {
      key: "signature.key",
      value: "the secret as text",
      why: "An integration signs with its client secret, an account webhook with the secret shown once.",
    },
    { key: "event.id", value: "uev_ and letters and digits", why: "An id is documented, its form is not." },
    { key: "envelope.created-at", value: "milliseconds", why: "The page says a date." },
    { key: "headers.user-agent", value: "none", why: "Not documented." },
  ],
})
