import { createHmac } from "node:crypto"
import { firstHeader, headerValues } from "../../domain/headers.ts"
import { findProvider } from "../../providers/registry.ts"
import { verify } from "../../signing/verify.ts"
import {
  accepted,
  answerHandshake,
  type Handle,
  handleRightly,
  type Received,
  type Receiver,
  type Reply,
  verifyInput,
} from "./receiver.ts"

/** A handler with one mistake, and what `check` has to call it. */
export interface Planted {
  readonly name: string
  readonly provider: string
  /** The ids of which one has to be among the bugs named. */
  readonly bug: string
  readonly handle: Handle
}

const REFUSED: Reply = { status: 401 }

const isRight = async (received: Received, { provider, secret }: Receiver, more = {}): Promise<boolean> =>
  (await verify(provider.scheme, { ...verifyInput(received, secret), ...more })).verified

/** A handler that verifies rightly what this makes of the request. */
const seeing =
  (change: (received: Received) => Received, more = {}): Handle =>
  async (received, receiver) => {
    const shaken = await answerHandshake(received, receiver)
    if (shaken) return shaken
    return (await isRight(change(received), receiver, more)) ? accepted(receiver.provider) : REFUSED
  }

/** A handler that accepts these requests without looking further. */
const letting =
  (isLet: (received: Received) => boolean): Handle =>
  (received, receiver) =>
    isLet(received) ? accepted(receiver.provider) : handleRightly(received, receiver)

/** A handler that computes a digest of its own and compares it in its own way. */
const comparing =
  (compare: (given: string, expected: string) => boolean, compute = github): Handle =>
  (received, { provider, secret }) => {
    const given = firstHeader(received.headers, "x-hub-signature-256") ?? ""
    return compare(given, `sha256=${compute(received, secret)}`) ? accepted(provider) : REFUSED
  }

const github = ({ body }: Received, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("hex")

const withBody = (received: Received, body: string | Uint8Array): Received => ({
  ...received,
  body: Buffer.from(body as string),
})

const parsed = (received: Received, print: (json: unknown) => string): Received => {
  try {
    return withBody(received, print(JSON.parse(received.body.toString("utf8"))))
  } catch {
    return received
  }
}

const signatureOf = ({ headers }: Received): string => firstHeader(headers, "stripe-signature") ?? ""

const stripe = { provider: "stripe" }
const githubs = { provider: "github" }

let seen = new Set<string>()
let isBroken = false

/** One mistake each. */
export const PLANTED: readonly Planted[] = [
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
  {
    ...githubs,
    name: "finds the header only as the provider writes it",
    bug: "header-case-sensitive",
    handle: (received, receiver) =>
      received.headers.some(([name]) => name === "X-Hub-Signature-256")
        ? handleRightly(received, receiver)
        : REFUSED,
  },
  {
    provider: "standard-webhooks",
    name: "reads the first of several signatures",
    bug: "one-signature-read",
    handle: seeing((received) => ({
      ...received,
      headers: received.headers.map(
        ([name, value]) =>
          [name, name.toLowerCase() === "webhook-signature" ? value.split(" ")[0]! : value] as const,
      ),
    })),
  },
  {
    ...githubs,
    name: "takes bodies of 100 KB at the most",
    bug: "body-limit",
    handle: (received, receiver) =>
      received.body.length > 100 * 1024 ? { status: 413 } : handleRightly(received, receiver),
  },
  {
    ...stripe,
    name: "answers a repeated event with 409",
    bug: "repeat-refused",
    handle: async (received, receiver) => {
      const key = signatureOf(received)
      const reply = await handleRightly(received, receiver)
      const isRepeated = reply.status === 200 && seen.has(key)
      seen = new Set([...seen, key].slice(-1000))
      return isRepeated ? { status: 409 } : reply
    },
  },
  {
    ...githubs,
    name: "throws where the signature is missing",
    bug: "crash",
    handle: (received, receiver) => {
      if (firstHeader(received.headers, "x-hub-signature-256") === undefined) throw new TypeError("undefined")
      return handleRightly(received, receiver)
    },
  },
  {
    ...githubs,
    name: "says which signature it expected",
    bug: "signature-shown",
    handle: async (received, receiver) => {
      const reply = await handleRightly(received, receiver)
      return reply.status === 401
        ? { ...reply, body: `expected sha256=${github(received, receiver.secret)}` }
        : reply
    },
  },
  {
    ...stripe,
    name: "sends whoever it refuses to the login page",
    bug: "redirect",
    handle: async (received, receiver) => {
      const reply = await handleRightly(received, receiver)
      return reply.status === 401 ? { status: 302, headers: [["Location", "/login"]] } : reply
    },
  },
  {
    provider: "axiestudio",
    name: "answers 204 where exactly 200 is success",
    bug: "success-status",
    handle: async (received, receiver) => {
      const reply = await handleRightly(received, receiver)
      return reply.status === 200 ? { status: 204 } : reply
    },
  },
  {
    provider: "axcelerate",
    name: "believes a request that says it is unsigned",
    bug: "unsigned-accepted",
    handle: letting(({ headers }) =>
      (
        findProvider("axcelerate").scheme as { unsigned?: readonly (readonly [string, string])[] }
      ).unsigned!.every(([name, value]) => (firstHeader(headers, name) ?? "") === value),
    ),
  },
  {
    provider: "slack",
    name: "does not answer the handshake",
    bug: "handshake",
    handle: async (received, receiver) =>
      (await isRight(received, receiver)) ? accepted(receiver.provider) : REFUSED,
  },
  {
    ...githubs,
    name: "stops working after a bad request",
    bug: "handler-broken",
    handle: async (received, receiver) => {
      isBroken ||= received.method === "PUT"
      return isBroken ? { status: 403 } : await handleRightly(received, receiver)
    },
  },
]

/** What the planted handlers know that know it without being told. */
export const SECRETS: Readonly<Record<string, string>> = { github: "the secret of the planted handlers" }
