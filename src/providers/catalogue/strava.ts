import { defineProvider } from "../define-provider.ts"

const DOCS = "https://developers.strava.com/docs/webhooks/"

const OWNER = "{int:100000-99999999#owner}"
const told = { event_time: "{now-s}", owner_id: OWNER, subscription_id: 120475 }
const activity = { object_type: "activity", object_id: "{int:1000000000-15999999999}" }

/** Strava's webhook events, which are not signed. */
export const strava = defineProvider({
  id: "strava",
  name: "Strava",
  sources: [DOCS],
  scheme: {
    algorithm: "none",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
  },
  events: [
    {
      type: "activity.create",
      title: "An athlete recorded an activity",
      sample: { aspect_type: "create", ...activity, ...told, updates: {} },
    },
    {
      type: "activity.update",
      title: "The title, type or privacy of an activity was changed",
      sample: { aspect_type: "update", ...activity, ...told, updates: { title: "Morning ride" } },
    },
    {
      type: "activity.delete",
      title: "An activity was deleted",
      sample: { aspect_type: "delete", ...activity, ...told, updates: {} },
    },
    {
      type: "athlete.update",
      title: "An athlete revoked the application's access",
      sample: {
        aspect_type: "update",
        object_type: "athlete",
        object_id: OWNER,
        ...told,
        updates: { authorized: "false" },
      },
    },
  ],
  names: { event: { cases: [{ type: "{object_type}.{aspect_type}" }] } },
  handshakes: [
    {
      id: "subscribe",
      title: "A GET whose hub.challenge the endpoint gives back as JSON",
      request: {
        method: "GET",
        query: [
          ["hub.mode", "subscribe"],
          ["hub.verify_token", "{verify-token}"],
          ["hub.challenge", "{challenge}"],
        ],
        signature: "none",
      },
      answer: {
        status: 200,
        headers: [["Content-Type", "application/json"]],
        body: { "hub.challenge": "{challenge}" },
      },
      timeoutMs: 2000,
      certainty: "assumed",
      source: DOCS,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "2s" },
    retries: {
      value: ["2m", "2m"],
      assumed: "Three attempts in all are documented; the intervals are not (others saw two minutes).",
      source: DOCS,
    },
  },
  manage: "https://www.strava.com/settings/api",
  assumptions: [
    {
      key: "handshake.answer",
      value: '{"hub.challenge": …} within two seconds',
      why: "Libraries for Strava answer so; that part of the provider's page was not read.",
    },
    {
      key: "secret",
      value: "none",
      why: "Strava signs nothing; the verify token is compared once, when the subscription is made.",
    },
  ],
})
