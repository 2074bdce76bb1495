import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const WEBHOOKS = "https://developer.box.com/guides/webhooks/v2/"
const SIGNATURES = "https://developer.box.com/guides/webhooks/v2/signatures-v2/"
const LIMITS = "https://developer.box.com/guides/webhooks/v2/limitations-v2/"
const TRIGGERS = "https://developer.box.com/guides/webhooks/triggers/"

const user = { type: "user", id: "{digits:9#user}", name: "Maya Lindqvist", login: "maya@company.com" }

const item = {
  sequence_id: "0",
  etag: "0",
  created_at: "{now-iso-seconds}",
  modified_at: "{now-iso-seconds}",
  created_by: user,
  modified_by: user,
  owned_by: user,
  shared_link: null,
  parent: { type: "folder", id: "{digits:10#parent}", sequence_id: "0", etag: "0", name: "Contracts" },
  item_status: "active",
}

/** Box webhooks of version 2. */
export const box = defineProvider({
  id: "box",
  name: "Box",
  sources: [WEBHOOKS, SIGNATURES, LIMITS, TRIGGERS],
  evidence: "box-node-sdk 10.12.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}{timestamp}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["BOX-DELIVERY-TIMESTAMP", "{timestamp}"],
      ["BOX-SIGNATURE-PRIMARY", "{signature}"],
      ["BOX-SIGNATURE-VERSION", "1"],
      ["BOX-SIGNATURE-ALGORITHM", "HmacSHA256"],
    ],
    furtherHeaders: ["BOX-SIGNATURE-SECONDARY"],
    unsigned: [],
    timestamp: { unit: "iso", toleranceSeconds: 600 },
  },
  secret: { optional: true, generate: secretText("") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Box-WH-Client/0.1"],
    ["BOX-DELIVERY-ID", "{uuid}"],
  ],
  events: [
    {
      type: "FILE.UPLOADED",
      title: "A file was uploaded or moved to the folder",
      sample: {
        id: "{digits:11}",
        type: "file",
        file_version: { type: "file_version", id: "{digits:11}", sha1: "{hex:40#sha1}" },
        sha1: "{hex:40#sha1}",
        name: "contract.pdf",
        description: "",
        size: "{int:1000-900000}",
        ...item,
      },
    },
    {
      type: "FOLDER.CREATED",
      title: "A folder was created",
      sample: { id: "{digits:10}", type: "folder", name: "2026", description: "", size: 0, ...item },
    },
    {
      type: "COMMENT.CREATED",
      title: "A comment was written",
      sample: {
        type: "comment",
        id: "{digits:9}",
        is_reply_comment: false,
        message: "Looks good to me.",
        created_by: user,
        created_at: "{now-iso-seconds}",
        item: { id: "{digits:11}", type: "file" },
      },
    },
  ],
  envelope: {
    type: "webhook_event",
    id: "{id}",
    created_at: "{now-iso-seconds}",
    trigger: "{event}",
    webhook: { id: "{digits:8}", type: "webhook" },
    created_by: user,
    source: "{data}",
    additional_info: [],
  },
  names: { event: { path: "trigger" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "30s" },
    retries: {
      value: Array.from({ length: 12 }, () => "10m"),
      assumed: "12 retries over 2 hours are documented and may change; the intervals are not.",
      source: WEBHOOKS,
    },
  },
  endpoint: {
    httpsRule: "Box: the notification URL must be a valid HTTPS URL, on port 443",
    rotation: "overlap",
  },
  manage: "https://app.box.com/developers/console",
  assumptions: [
    {
      key: "headers.delivery-id",
      value: "the same on every attempt",
      why: "Box makes a new one for each attempt; the id in the body stays.",
    },
    { key: "envelope.data", value: "the main fields of each item", why: "Real items carry many more." },
  ],
})
