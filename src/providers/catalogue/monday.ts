import { jwtScheme } from "../../signing/coded/jwt/jwt.ts"
import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const WEBHOOKS = "https://developer.monday.com/api-reference/reference/webhooks"
const AUTHORIZATION = "https://developer.monday.com/apps/docs/authorization-header"

/** monday.com: board webhooks of an app, with a token that proves the sender and says nothing about the body. */
export const monday = defineProvider({
  id: "monday",
  name: "monday.com",
  sources: [WEBHOOKS, AUTHORIZATION],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "monday",
    recipe: {
      algorithm: "HS256, as a JSON Web Token",
      key: "the app's signing secret as UTF-8 text",
      content:
        "the token's own claims alone: the body is not covered, and aud (the endpoint's URL) is not judged",
    },
    header: ["Authorization", "{signature}"],
    algorithms: ["HS256"],
    claims: {
      accountId: 1825529,
      userId: 4012689,
      aud: "{url}",
      exp: "{expires}",
      shortLivedToken: "short-lived-token-of-a-test",
      iat: "{timestamp}",
    },
    lifetimeSeconds: 300,
    timestamp: { unit: "s" },
  }),
  secret: { generate: (random) => secretHex(random).slice(0, 32) },
  events: [
    {
      type: "create_pulse",
      title: "An item was created on a board",
      sample: {
        userId: 9603417,
        originalTriggerUuid: null,
        boardId: 1771812698,
        pulseId: "{int:1000000000-1999999999}",
        pulseName: "Call the supplier",
        groupId: "topics",
        groupName: "Group Title",
        groupColor: "#579bfc",
        isTopGroup: true,
        columnValues: {},
        app: "monday",
        type: "{event}",
        triggerTime: "{now-iso}",
        subscriptionId: 73759690,
        triggerUuid: "{id}",
      },
    },
    {
      type: "update_column_value",
      title: "A value in a column was changed",
      sample: {
        userId: 9603417,
        originalTriggerUuid: null,
        boardId: 1771812698,
        groupId: "topics",
        pulseId: "{int:1000000000-1999999999}",
        pulseName: "Call the supplier",
        columnId: "date4",
        columnType: "date",
        columnTitle: "Date",
        value: { date: "{now-date}", icon: null, time: null },
        previousValue: null,
        changedAt: "{now-s}",
        isTopGroup: true,
        app: "monday",
        type: "{event}",
        triggerTime: "{now-iso}",
        subscriptionId: 73760484,
        triggerUuid: "{id}",
      },
    },
    {
      type: "create_update",
      title: "An update was written on an item",
      sample: {
        userId: 9603417,
        originalTriggerUuid: null,
        boardId: 1771812698,
        pulseId: "{int:1000000000-1999999999}",
        body: "<p>Delivered this morning</p>",
        textBody: "Delivered this morning",
        updateId: "{int:1000000000-1999999999}",
        replyId: null,
        app: "monday",
        type: "{event}",
        triggerTime: "{now-iso}",
        subscriptionId: 73760983,
        triggerUuid: "{id}",
      },
    },
  ],
  envelope: { event: "{data}" },
  eventId: "{hex:32}",
  names: { event: { path: "event.type" }, id: { path: "event.triggerUuid" } },
  handshakes: [
    {
      id: "challenge",
      title: "A challenge that the answer has to repeat",
      request: { method: "POST", body: { challenge: "{challenge}" }, signature: "none" },
      answer: { status: 200, body: { challenge: "{challenge}" } },
      certainty: "exact",
      source: WEBHOOKS,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "Not documented." },
    retries: { value: Array.from({ length: 30 }, () => "1m"), source: WEBHOOKS },
  },
  manage: "https://developer.monday.com/apps/docs/manage-in-the-developer-center",
  assumptions: [
    {
      key: "token.algorithm",
      value: "HS256",
      why: "The page says that the signing secret signs, not by which algorithm.",
    },
    {
      key: "signature.prefix",
      value: "",
      why: "The page says that the header contains the token; others send Bearer before it.",
    },
    {
      key: "token.lifetime",
      value: "5m",
      why: "Taken from the page's example; exp is judged, whatever it is.",
    },
    {
      key: "handshake.signature",
      value: "none",
      why: "The page shows the challenge without saying whether it is signed.",
    },
    {
      key: "token.presence",
      value: "always",
      why: "Only webhooks created with an app's token are signed; those added on a board are not.",
    },
  ],
})
