import { defineProvider, type EventDescription } from "../define-provider.ts"
import { secretWhsec } from "./shared-samples.ts"
import { standardWebhooks } from "./standard-webhooks.ts"

const GUIDE = "https://developers.openai.com/api/docs/guides/webhooks"
const REFERENCE = "https://developers.openai.com/api/docs/api-reference/webhook-events"

const thin = (type: string, title: string, id: string): EventDescription => ({ type, title, sample: { id } })

const RESPONSE = "resp_{hex:50}"
const BATCH = "batch_{hex:32}"
const JOB = "ftjob-{base62:24}"
const RUN = "evalrun_{hex:32}"

/** OpenAI's webhooks: Standard Webhooks, with payloads that hold little more than an id. */
export const openai = defineProvider({
  id: "openai",
  name: "OpenAI",
  sources: [GUIDE, REFERENCE],
  evidence: "openai 6.49.0 and standardwebhooks 1.1.1 accept it",
  scheme: {
    ...standardWebhooks.scheme,
    key: { decoding: "base64", prefix: "whsec_", withoutPrefix: "utf8" },
  },
  secret: { generate: secretWhsec },
  headers: [
    ["User-Agent", "OpenAI/1.0 (+https://platform.openai.com/docs/webhooks)"],
    ["Content-Type", "application/json"],
  ],
  events: [
    thin("response.completed", "A background response was completed", RESPONSE),
    thin("response.failed", "A background response failed", RESPONSE),
    thin("response.cancelled", "A background response was cancelled", RESPONSE),
    thin("response.incomplete", "A background response was cut short", RESPONSE),
    thin("batch.completed", "A batch was completed", BATCH),
    thin("batch.failed", "A batch failed", BATCH),
    thin("batch.expired", "A batch was not completed in time", BATCH),
    thin("batch.cancelled", "A batch was cancelled", BATCH),
    thin("fine_tuning.job.succeeded", "A fine-tuning job succeeded", JOB),
    thin("fine_tuning.job.failed", "A fine-tuning job failed", JOB),
    thin("fine_tuning.job.cancelled", "A fine-tuning job was cancelled", JOB),
    thin("eval.run.succeeded", "An evaluation run succeeded", RUN),
    thin("eval.run.failed", "An evaluation run failed", RUN),
    thin("eval.run.canceled", "An evaluation run was cancelled", RUN),
    {
      type: "realtime.call.incoming",
      title: "A call came in over SIP",
      sample: {
        call_id: "rtc_{hex:32}",
        sip_headers: [
          { name: "From", value: "sip:+14155550123@sip.example.com" },
          { name: "To", value: "sip:proj_{base62:24}@sip.api.openai.com" },
          { name: "Call-ID", value: "{uuid}" },
        ],
      },
    },
  ],
  envelope: {
    object: "event",
    id: "evt_{hex:32}",
    type: "{event}",
    created_at: "{now-s}",
    data: "{data}",
  },
  eventId: "wh_{hex:32}",
  names: { event: { path: "type" }, id: { header: "webhook-id" } },
  delivery: {
    timeout: { value: "5s", assumed: 'An answer is wanted within "a few seconds".' },
    retries: {
      value: Array.from({ length: 12 }, (_, retry) => `${2 ** retry}m`),
      assumed: "Up to 72 hours of exponential backoff are documented, the intervals are not.",
      source: GUIDE,
    },
  },
  manage: "https://platform.openai.com/settings/project/webhooks",
  assumptions: [
    {
      key: "envelope.ids",
      value: "resp_, batch_, ftjob- and evalrun_ with random characters",
      why: "The form behind the prefixes is not documented.",
    },
    {
      key: "signature.tolerance",
      value: "5m both ways",
      why: "OpenAI's package has it as its default; the guide states none.",
    },
  ],
})
