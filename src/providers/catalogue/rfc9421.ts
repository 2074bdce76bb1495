import { rfc9421 as scheme } from "../../signing/coded/message-signature/rfc9421.ts"
import { defineProvider } from "../define-provider.ts"
import { secretBase64 } from "./shared-samples.ts"

const SIGNATURES = "https://www.rfc-editor.org/rfc/rfc9421"
const DIGEST = "https://www.rfc-editor.org/rfc/rfc9530"

/** Whoever signs webhooks by the IETF's own standard. */
export const rfc9421 = defineProvider({
  id: "rfc9421",
  name: "HTTP Message Signatures",
  sources: [SIGNATURES, DIGEST],
  evidence:
    "the signatures of RFC 9421 B.2.2, B.2.3, B.2.5 and B.2.6 verify, computed by http-message-signatures 1.0.6",
  scheme,
  secret: { generate: secretBase64 },
  events: [
    {
      type: "order.created",
      title: "An order was placed",
      sample: { order: { id: "{uuid}", total: "42.00", currency: "EUR" } },
    },
    {
      type: "order.cancelled",
      title: "An order was cancelled",
      sample: { order: { id: "{uuid}", reason: "out of stock" } },
    },
  ],
  envelope: { id: "{id}", type: "{event}", created: "{now-iso}", data: "{data}" },
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "15s", assumed: "The RFC says nothing about webhooks." },
    retries: {
      value: ["5s", "5m", "30m", "2h", "5h", "10h"],
      assumed: "The RFC says nothing about webhooks.",
      source: SIGNATURES,
    },
  },
  manage: SIGNATURES,
  assumptions: [
    {
      key: "signature.components",
      value: '"@method" "@authority" "@path" "content-digest"',
      why: "What is covered is each sender's choice; verifying takes any that include the digest of the body.",
    },
    {
      key: "signature.tolerance",
      value: "5m",
      why: "How old created may be is the verifier's choice; expires is judged as it stands.",
    },
    {
      key: "signature.future-tolerance",
      value: "5m",
      why: "How far ahead created may be is the verifier's choice.",
    },
    {
      key: "secret.form",
      value: "base64",
      why: "The RFC writes its own shared secret so (appendix B.1.5) and prescribes no form.",
    },
    {
      key: "envelope.events",
      value: "order.created and order.cancelled as examples",
      why: "The RFC names no event types.",
    },
  ],
})
