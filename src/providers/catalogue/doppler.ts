import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const DOCS = "https://docs.doppler.com/docs/webhooks"

/** Doppler webhooks, sent when secrets change. */
export const doppler = defineProvider({
  id: "doppler",
  name: "Doppler",
  sources: [DOCS],
  evidence: "@hookflo/tern 4.1.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Doppler-Signature", "sha256={signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretHex },
  events: [
    {
      type: "config.secrets.update",
      title: "Secrets of a config were changed",
      sample: { added: [], removed: [], updated: ["DATABASE_URL"] },
    },
  ],
  envelope: {
    type: "{event}",
    config: {
      name: "prd",
      root: true,
      locked: false,
      environment: "prd",
      project: "backend",
      created_at: "{now-iso}",
      initial_fetch_at: null,
      last_fetch_at: null,
    },
    project: { id: "backend", slug: "backend", name: "backend", description: "", created_at: "{now-iso}" },
    workplace: { id: "{hex:20}", name: "Acme" },
    diff: "{data}",
  },
  names: { event: { path: "type" } },
  delivery: {
    timeout: { value: "10s", assumed: "No number was found on the provider's page." },
    retries: {
      value: [],
      assumed: "“Generally delivered once” is documented, and no schedule.",
      source: DOCS,
    },
  },
  endpoint: { httpsRule: "Doppler: the webhook URL must be https" },
  manage: "https://dashboard.doppler.com",
  assumptions: [
    {
      key: "signature.header",
      value: "X-Doppler-Signature: sha256=…",
      why: "A third party's package verifies it so; that part of the provider's page was not read.",
    },
    { key: "signature.algorithm", value: "hmac-sha256", why: "As the header." },
    { key: "signature.encoding", value: "hex", why: "As the header." },
    {
      key: "envelope",
      value: "type, config, project, workplace and diff",
      why: "Known of the default payload; that part of the page was not read. A webhook can have its own payload.",
    },
  ],
})
