import { createHmac } from "node:crypto"
import type { JsonObject } from "../provider.ts"
import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const WEBHOOKS = "https://developers.zoom.us/docs/api/webhooks/"
const DELAYS = "https://devsupport.zoom.us/hc/en-us/articles/360059893812-Webhook-delays"

const meeting: JsonObject = {
  uuid: "{base62:22}==",
  id: "{digits:11}",
  host_id: "{base62:22#host}",
  topic: "Weekly planning",
  type: 2,
  start_time: "{now-iso-seconds}",
  timezone: "Europe/Stockholm",
  duration: 60,
}

/** Zoom, which also wants to see every 72 hours that an endpoint knows its secret token. */
export const zoom = defineProvider({
  id: "zoom",
  name: "Zoom",
  sources: [WEBHOOKS, DELAYS],
  evidence:
    "@zoom/rivet 0.4.0 accepts it; that one hashes the parsed body printed again, so only compact JSON",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "v0:{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["x-zm-request-timestamp", "{timestamp}"],
      ["x-zm-signature", "v0={signature}"],
    ],
    timestamp: { unit: "s" },
  },
  secret: { generate: secretText("", 22) },
  headers: [
    ["User-Agent", "Zoom Marketplace/1.0a"],
    ["Content-Type", "application/json; charset=utf-8"],
  ],
  events: [
    { type: "meeting.started", title: "A host started a meeting", sample: meeting },
    {
      type: "meeting.ended",
      title: "A meeting ended",
      sample: { ...meeting, end_time: "{now-iso-seconds}" },
    },
    {
      type: "meeting.participant_joined",
      title: "Somebody joined a meeting",
      sample: {
        ...meeting,
        participant: {
          user_id: "{digits:8}",
          user_name: "Maya Lindqvist",
          id: "{base62:22#participant}",
          participant_uuid: "{base62:22}==",
          participant_user_id: "{base62:22#participant}",
          email: "maya@company.com",
          join_time: "{now-iso-seconds}",
        },
      },
    },
    {
      type: "recording.completed",
      title: "The cloud recording of a meeting is ready",
      sample: {
        ...meeting,
        account_id: "Q0b1vVdHQpGxYzKdUwZ2aA",
        host_email: "maya@company.com",
        total_size: 3_328_371,
        recording_count: 1,
        share_url: "https://us02web.zoom.us/rec/share/{base62:64}",
        recording_files: [
          {
            id: "{uuid}",
            meeting_id: "{base62:22}==",
            recording_start: "{now-iso-seconds}",
            recording_end: "{now-iso-seconds}",
            recording_type: "shared_screen_with_speaker_view",
            file_type: "MP4",
            file_extension: "MP4",
            file_size: 3_328_371,
            play_url: "https://us02web.zoom.us/rec/play/{base62:64#file}",
            download_url: "https://us02web.zoom.us/rec/download/{base62:64#file}",
            status: "completed",
          },
        ],
      },
    },
  ],
  envelope: {
    event: "{event}",
    payload: { account_id: "Q0b1vVdHQpGxYzKdUwZ2aA", object: "{data}" },
    event_ts: "{now-ms}",
  },
  names: { event: { path: "event" } },
  handshakes: [
    {
      id: "url-validation",
      title: "A signed token that wants to be given back with its HMAC",
      request: {
        method: "POST",
        body: {
          payload: { plainToken: "{challenge}" },
          event_ts: "{now-ms}",
          event: "endpoint.url_validation",
        },
        signature: "right",
      },
      answer: { status: 200, body: { plainToken: "{challenge}", encryptedToken: "{proof}" } },
      proof: (challenge, secret) => createHmac("sha256", secret).update(challenge).digest("hex"),
      timeoutMs: 3000,
      certainty: "exact",
      source: WEBHOOKS,
    },
  ],
  delivery: {
    success: [200, 204],
    timeout: { value: "3s" },
    retries: { value: ["5m", "20m", "60m"], source: DELAYS },
  },
  endpoint: { httpsRule: "Zoom: the endpoint URL must employ the https:// scheme" },
  manage: "https://marketplace.zoom.us/user/build",
  assumptions: [
    {
      key: "envelope.object",
      value: "the main fields of each object",
      why: "Real payloads carry a few more.",
    },
    { key: "headers.user-agent", value: "Zoom Marketplace/1.0a", why: "Seen in requests." },
    {
      key: "headers.content-type",
      value: "application/json; charset=utf-8",
      why: "The page says JSON; the rest was seen in requests.",
    },
  ],
})
