import { firstHeader } from "../../../domain/headers.ts"
import { findProvider } from "../../../providers/registry.ts"
import { accepted, handleRightly } from "../receiver.ts"
import {
  REFUSED,
  isRight,
  seeing,
  letting,
  github,
  signatureOf,
  stripe,
  githubs,
  type Planted,
} from "./planted-handler.ts"

let seen = new Set<string>()
let isBroken = false

/** Handlers that verify rightly and read or answer wrongly. */
export const ANSWER_MISTAKES: readonly Planted[] = [
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
