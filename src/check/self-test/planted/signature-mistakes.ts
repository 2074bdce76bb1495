import { createHmac } from "node:crypto"
import { firstHeader, headerValues } from "../../../domain/headers.ts"
import { accepted, handleRightly } from "../receiver.ts"
import {
  REFUSED,
  SECRETS,
  isRight,
  seeing,
  letting,
  comparing,
  withBody,
  parsed,
  signatureOf,
  stripe,
  githubs,
  type Planted,
} from "./planted-handler.ts"

/** Handlers that verify in a wrong way, or not at all. */
export const SIGNATURE_MISTAKES: readonly Planted[] = [
  {
    ...stripe,
    name: "answers 200 to everything",
    bug: "no-verification",
    handle: (_, { provider }) => accepted(provider),
  },
  {
    ...stripe,
    name: "verifies only where a signature is there",
    bug: "missing-signature-accepted",
    handle: letting((received) => headerValues(received.headers, "stripe-signature").length === 0),
  },
  {
    ...githubs,
    name: "takes an empty signature for none to check",
    bug: "empty-signature-accepted",
    handle: letting(({ headers }) => headerValues(headers, "x-hub-signature-256").includes("")),
  },
  {
    ...stripe,
    name: "accepts what it cannot read",
    bug: "garbage-accepted",
    handle: letting((received) => signatureOf(received) === "garbage"),
  },
  {
    ...githubs,
    name: "compares as many characters as arrive",
    bug: "prefix-compared",
    handle: comparing((given, expected) => given !== "" && expected.startsWith(given)),
  },
  {
    ...githubs,
    name: "compares the first sixteen characters",
    bug: "prefix-compared",
    handle: comparing(
      (given, expected) => given.length === expected.length && given.slice(0, 16) === expected.slice(0, 16),
    ),
  },
  {
    ...githubs,
    name: "looks at the form of the signature only",
    bug: "no-verification",
    handle: comparing((given) => /^sha256=[0-9a-f]{64}$|^garbage$/.test(given)),
  },
  {
    ...githubs,
    name: "accepts any signature of the right form",
    bug: "any-signature-accepted",
    handle: comparing((given) => /^sha256=[0-9a-f]{64}$/.test(given)),
  },
  {
    ...stripe,
    name: "prints the parsed body again",
    bug: "body-reserialised-javascript",
    handle: seeing((received) => parsed(received, (json) => JSON.stringify(json))),
  },
  {
    ...githubs,
    name: "prints the parsed body with indentation",
    bug: "body-pretty-2",
    handle: seeing((received) => parsed(received, (json) => JSON.stringify(json, null, 2))),
  },
  {
    provider: "standard-webhooks",
    name: "turns the body to Latin-1 and back",
    bug: "body-latin1-as-utf8",
    handle: seeing((received) => withBody(received, received.body.toString("latin1"))),
  },
  {
    ...stripe,
    name: "trims the body",
    bug: "body-newline-removed",
    handle: seeing((received) => withBody(received, received.body.toString("utf8").trim())),
  },
  {
    ...githubs,
    name: "has an empty secret beside the right one",
    bug: "secret-empty",
    handle: async (received, receiver) => {
      const digest = `sha256=${createHmac("sha256", "").update(received.body).digest("hex")}`
      const isEmpty = firstHeader(received.headers, "x-hub-signature-256") === digest
      return isEmpty ? accepted(receiver.provider) : await handleRightly(received, receiver)
    },
  },
  {
    ...stripe,
    name: "does not judge the time",
    bug: "timestamp-not-judged",
    handle: seeing((received) => received, { toleranceSeconds: 1e9 }),
  },
  {
    provider: "standard-webhooks",
    name: "judges the age but not the future",
    bug: "future-timestamp-accepted",
    handle: async (received, receiver) => {
      const time = Number(firstHeader(received.headers, "webhook-timestamp")) * 1000
      const nowMs = Math.max(Date.now(), time)
      return (await isRight(received, receiver, { nowMs })) ? accepted(receiver.provider) : REFUSED
    },
  },
  {
    ...stripe,
    name: "leaves the time out of the message",
    bug: "content-timestamp-omitted",
    handle: ({ body, headers }, { provider, secret }) => {
      const given = /v1=([0-9a-f]{64})/.exec(firstHeader(headers, "stripe-signature") ?? "")?.[1]
      return given === createHmac("sha256", secret).update(body).digest("hex") ? accepted(provider) : REFUSED
    },
  },
  {
    ...stripe,
    name: "leaves the body out of the message",
    bug: "body-empty",
    handle: ({ headers }, { provider, secret }) => {
      const [, time = "", given] =
        /t=(\d+),.*?v1=([0-9a-f]{64})/.exec(firstHeader(headers, "stripe-signature") ?? "") ?? []
      return given === createHmac("sha256", secret).update(`${time}.`).digest("hex")
        ? accepted(provider)
        : REFUSED
    },
  },
  {
    ...stripe,
    name: "takes the test version v0 for v1",
    bug: "prefix-not-checked",
    handle: seeing((received) => ({
      ...received,
      headers: received.headers.map(([name, value]) => [name, value.replace("v0=", "v1=")] as const),
    })),
  },
  {
    ...githubs,
    name: "accepts the old SHA-1 signature alone",
    bug: "weaker-algorithm-accepted",
    handle: letting(({ headers, body }) => {
      const given = firstHeader(headers, "x-hub-signature")
      const isAlone = firstHeader(headers, "x-hub-signature-256") === undefined
      return isAlone && given === `sha1=${createHmac("sha1", SECRETS["github"]!).update(body).digest("hex")}`
    }),
  },
  {
    ...stripe,
    name: "decodes the secret from base64",
    bug: "secret-decoded",
    handle: ({ body, headers }, { provider, secret }) => {
      const [, time = "", given] =
        /t=(\d+),.*?v1=([0-9a-f]{64})/.exec(firstHeader(headers, "stripe-signature") ?? "") ?? []
      const key = Buffer.from(secret.replace("whsec_", ""), "base64")
      const digest = createHmac("sha256", key).update(`${time}.`).update(body).digest("hex")
      return given === digest ? accepted(provider) : REFUSED
    },
  },
  {
    ...githubs,
    name: "reads the digest in base64",
    bug: "encoding-not-checked",
    handle: comparing(
      (given, expected) => given === expected,
      ({ body }, secret) => createHmac("sha256", secret).update(body).digest("base64"),
    ),
  },
]
