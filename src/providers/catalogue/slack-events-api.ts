import type { Provider } from "../provider.ts"
import { slack } from "./slack.ts"

/** The same as `slack`, under the name of the older package for the Events API. */
export const slackEventsApi: Provider = {
  ...slack,
  id: "slack-events-api",
  name: "Slack (Events API adapter)",
  evidence: "@slack/events-api 3.0.1 (deprecated) accepts it",
  scheme: { ...slack.scheme, id: "slack-events-api" },
}
