import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const WEBHOOKS = "https://elevenlabs.io/docs/eleven-api/resources/webhooks"
const POST_CALL = "https://elevenlabs.io/docs/eleven-agents/workflows/post-call-webhooks"

const IDS = { agent_id: "agent_{lower:28}", conversation_id: "conv_{lower:28}" }

/** ElevenLabs: what became of an agent's calls. */
export const elevenlabs = defineProvider({
  id: "elevenlabs",
  name: "ElevenLabs",
  sources: [WEBHOOKS, POST_CALL],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["ElevenLabs-Signature", "t={timestamp},v0={signature}"]],
    timestamp: { unit: "s", toleranceSeconds: 1800 },
  },
  secret: { generate: secretText("wsec_", 64) },
  events: [
    {
      type: "post_call_transcription",
      title: "A call has ended and was analysed",
      sample: {
        ...IDS,
        status: "done",
        user_id: null,
        transcript: [
          {
            role: "agent",
            message: "Hello, how can I help you?",
            tool_calls: null,
            tool_results: null,
            feedback: null,
            time_in_call_secs: 0,
            conversation_turn_metrics: null,
          },
          {
            role: "user",
            message: "When do you open tomorrow?",
            tool_calls: null,
            tool_results: null,
            feedback: null,
            time_in_call_secs: 2,
            conversation_turn_metrics: null,
          },
          {
            role: "agent",
            message: "We open at nine.",
            tool_calls: null,
            tool_results: null,
            feedback: null,
            time_in_call_secs: 5,
            conversation_turn_metrics: { convai_llm_service_ttfb: { elapsed_time: 0.37 } },
          },
        ],
        metadata: {
          start_time_unix_secs: "{now-s:-1m}",
          call_duration_secs: 22,
          cost: 296,
          deletion_settings: {
            deletion_time_unix_secs: null,
            deleted_logs_at_time_unix_secs: null,
            deleted_audio_at_time_unix_secs: null,
            deleted_transcript_at_time_unix_secs: null,
            delete_transcript_and_pii: false,
            delete_audio: false,
          },
          feedback: { overall_score: null, likes: 0, dislikes: 0 },
          authorization_method: "authorization_header",
          charging: { dev_discount: true },
          termination_reason: "",
        },
        analysis: {
          evaluation_criteria_results: {},
          data_collection_results: {},
          call_successful: "success",
          transcript_summary: "The user asked for the opening hours and was told them.",
        },
        conversation_initiation_client_data: {
          conversation_config_override: {
            agent: { prompt: null, first_message: null, language: "en" },
            tts: { voice_id: null },
          },
          custom_llm_extra_body: {},
          dynamic_variables: { user_name: "Maya" },
        },
      },
    },
    {
      type: "post_call_audio",
      title: "The recording of a call, in base64",
      sample: { ...IDS, full_audio: "SUQzBAAAAAAAI1RTU0UAAAAPAAADTGF2ZjU4" },
    },
    {
      type: "call_initiation_failure",
      title: "An outbound call could not be placed",
      sample: {
        ...IDS,
        failure_reason: "busy",
        metadata: { type: "twilio", body: { CallSid: "CA{hex:32}", CallStatus: "busy" } },
      },
    },
  ],
  envelope: { type: "{event}", event_timestamp: "{now-s}", data: "{data}" },
  names: { event: { path: "type" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "A quick answer is asked for, no number is stated." },
    retries: {
      value: [],
      source: `Off unless switched on; then up to 5 retries of 5xx, 429 and 408, never of post-call webhooks under HIPAA: ${WEBHOOKS}`,
    },
    sourceIps: ["34.67.146.145", "35.204.38.71", "35.185.187.110"],
  },
  manage: "https://elevenlabs.io/app/settings",
  assumptions: [
    {
      key: "events.samples",
      value: "post_call_audio and call_initiation_failure",
      why: "Their fields are described by others; the transcription follows the page's example.",
    },
    {
      key: "delivery.source-ips",
      value: "the three default regions",
      why: "From an older copy of the page.",
    },
    { key: "secret.generated", value: "wsec_ and 64 letters and digits", why: "Seen, not documented." },
  ],
})
