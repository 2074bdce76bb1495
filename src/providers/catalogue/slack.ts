import { live } from "../event-type.ts"
import type { JsonObject, Provider } from "../provider.ts"
import { type SampleContext, unixSeconds, UPPER_ALPHANUMERIC } from "../sample.ts"

const EVENTS = "https://docs.slack.dev/apis/events-api"
const SIGNING = "https://docs.slack.dev/authentication/verifying-requests-from-slack"
const URL_VERIFICATION = "https://api.slack.com/events/url_verification"

const slackId = (context: SampleContext, kind: string): string =>
  `${kind}${context.characters(10, UPPER_ALPHANUMERIC)}`

/** Slack's message time: seconds and six digits that make it unique in its channel. */
const ts = (context: SampleContext): string =>
  `${unixSeconds(context.nowMs)}.${String(context.integer(0, 999_999)).padStart(6, "0")}`

function message(context: SampleContext, text: string): JsonObject {
  const time = ts(context)
  return {
    user: slackId(context, "U"),
    text,
    ts: time,
    channel: slackId(context, "C"),
    event_ts: time,
  }
}

/** Slack's Events API. */
export const slack: Provider = {
  id: "slack",
  name: "Slack",
  sources: [EVENTS, SIGNING, URL_VERIFICATION],
  evidence: "@slack/bolt 5.1.0 accepts it; a published vector gives the same",
  scheme: {
    id: "slack",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "v0:{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-Slack-Request-Timestamp", "{timestamp}"],
      ["X-Slack-Signature", "v0={signature}"],
    ],
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"],
  ],
  events: [
    live("app_mention", "The app was mentioned in a conversation", (context) =>
      message(context, "<@U0LAN0Z89> is it everything a river should be?"),
    ),
    live("message", "A message was sent to a conversation the app is in", (context) => ({
      ...message(context, "Live long and prospect."),
      channel_type: "channel",
    })),
    live("reaction_added", "A reaction was added to an item", (context) => ({
      user: slackId(context, "U"),
      reaction: context.pick(["thumbsup", "eyes", "white_check_mark"]),
      item_user: slackId(context, "U"),
      item: { type: "message", channel: slackId(context, "C"), ts: ts(context) },
      event_ts: ts(context),
    })),
    live("member_joined_channel", "A user joined a conversation", (context) => ({
      user: slackId(context, "U"),
      channel: slackId(context, "C"),
      channel_type: "C",
      team: slackId(context, "T"),
      inviter: slackId(context, "U"),
      event_ts: ts(context),
    })),
    live("channel_created", "A channel was created", (context) => ({
      channel: {
        id: slackId(context, "C"),
        name: context.pick(["release-week", "incident-42", "new-joiners"]),
        created: unixSeconds(context.nowMs),
        creator: slackId(context, "U"),
      },
      event_ts: ts(context),
    })),
    live("app_uninstalled", "The app was uninstalled from the workspace", () => ({
      type: "app_uninstalled",
    })),
  ],
  dataKey: "event",
  envelope: ({ id, type, timeMs, data, context }) => ({
    token: "XXYYZZ",
    team_id: "T0123ABCDEF",
    api_app_id: "A0123ABCDEF",
    event: { type, ...data },
    type: "event_callback",
    event_id: id,
    event_time: unixSeconds(timeMs),
    authorizations: [
      {
        enterprise_id: null,
        team_id: "T0123ABCDEF",
        user_id: slackId(context, "U"),
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  }),
  newEventId: (context) => slackId(context, "Ev"),
  names: { event: { path: "event.type" }, id: { path: "event_id" } },
  handshakes: [
    {
      id: "url-verification",
      title: "A signed challenge to a new Request URL, which wants the challenge back",
      request: {
        method: "POST",
        body: { token: "{base62:24}", challenge: "{challenge}", type: "url_verification" },
        signature: "right",
      },
      answer: {
        status: 200,
        body: "{challenge}",
        alsoBodies: [{ challenge: "{challenge}" }, "challenge={challenge}"],
      },
      timeoutMs: 3000,
      certainty: "exact",
      source: URL_VERIFICATION,
    },
  ],
  delivery: {
    success: "2xx",
    timeoutMs: 3000,
    timeoutCertainty: "exact",
    schedule: { delaysMs: [0, 60_000, 300_000], certainty: "exact", source: EVENTS },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Slack: a Request URL uses https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "old-dies-at-once",
  },
  management: { kind: "elsewhere", url: "https://api.slack.com/apps" },
  assumptions: [
    { key: "delivery.first-retry", value: "0s", why: 'The first retry comes "nearly immediately".' },
    {
      key: "delivery.retry-headers",
      value: "X-Slack-Retry-Num and X-Slack-Retry-Reason are not sent",
      why: "Slack adds them on retries.",
    },
    { key: "headers.user-agent", value: "Slackbot 1.0", why: "Seen in requests, not documented for events." },
    {
      key: "signature.future-tolerance",
      value: "5m",
      why: "The page compares the absolute age; packages differ.",
    },
    { key: "rotation.overlap", value: "none", why: "Not stated for the signing secret." },
  ],
}
