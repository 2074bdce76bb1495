import { defineProvider } from "../define-provider.ts"
import type { Json, JsonObject } from "../provider.ts"

const LISTENING = "https://www.mux.com/docs/core/listen-for-webhooks"
const VERIFYING = "https://www.mux.com/docs/core/verify-webhook-signatures"
const OLDER = "https://docs.mux.com/docs/webhooks"

function asset(status: string, more: JsonObject = {}): JsonObject {
  return {
    status,
    playback_ids: [{ policy: "public", id: "{base62:48}" }],
    mp4_support: "none",
    master_access: "none",
    max_resolution_tier: "1080p",
    video_quality: "basic",
    encoding_tier: "baseline",
    ingest_type: "on_demand_url",
    progress: {
      state: status === "ready" ? "completed" : "ingesting",
      progress: status === "ready" ? 100 : 0,
    },
    id: "{base62:44}",
    created_at: "{now-s:-1m}",
    ...more,
  }
}

const TRACKS: Json = [
  {
    type: "video",
    max_width: 1920,
    max_height: 1080,
    max_frame_rate: 29.97,
    id: "{base62:44}",
    duration: 23.8,
  },
  { type: "audio", max_channels: 2, max_channel_layout: "stereo", id: "{base62:44}", duration: 23.8 },
]

/** Mux Video. */
export const mux = defineProvider({
  id: "mux",
  name: "Mux",
  sources: [LISTENING, VERIFYING, OLDER],
  evidence: "@mux/mux-node 15.3.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Mux-Signature", "t={timestamp},v1={signature}"]],
    separator: ",v1=",
    // Mux' own library refuses old timestamps only.
    timestamp: { unit: "s", toleranceSeconds: 300 },
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  events: [
    {
      type: "video.asset.created",
      title: "An asset was created and is being prepared",
      sample: asset("preparing"),
    },
    {
      type: "video.asset.ready",
      title: "An asset can be played",
      sample: asset("ready", {
        aspect_ratio: "16:9",
        duration: 23.8,
        max_stored_frame_rate: 29.97,
        resolution_tier: "1080p",
        tracks: TRACKS,
      }),
    },
    {
      type: "video.asset.errored",
      title: "An asset could not be prepared",
      sample: asset("errored", {
        errors: { type: "invalid_input", messages: ["The file could not be read as video or audio."] },
      }),
    },
    { type: "video.asset.deleted", title: "An asset was deleted", sample: asset("ready") },
  ],
  envelope: {
    type: "{event}",
    request_id: null,
    object: { type: "asset", id: "{data.id}" },
    id: "{id}",
    environment: { name: "Development", id: "{lower:6}" },
    data: "{data}",
    created_at: "{now-iso}",
    attempts: [],
    accessor_source: null,
    accessor: null,
  },
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "5s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "24 hours with an increasing delay are documented, the intervals are not.",
      source: LISTENING,
    },
  },
  manage: "https://dashboard.mux.com/settings/webhooks",
  assumptions: [
    {
      key: "envelope.data",
      value: "the main fields of each object",
      why: "Taken from the types of Mux' own library.",
    },
    { key: "secret.generated", value: "32 hexadecimal characters", why: "The form is not documented." },
  ],
})
