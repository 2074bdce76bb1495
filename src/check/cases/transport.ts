import { signaturePlace } from "../../signing/scheme.ts"
import { otherLetters, withDigest } from "../signature-text.ts"
import { type CaseRule, expecting, skip } from "./rule.ts"

const OVERSIZED_BYTES = 8 * 1024 * 1024
const BURST = 50
const PIECES = 4

/** Genuine requests that arrive in another way than they usually do. */
export const transportCases: readonly CaseRule[] = [
  {
    id: "header-case",
    title: "header names in small letters are as good as any",
    why: "HTTP/2 and many proxies write every name in small letters.",
    plan: async (subject) => {
      const shot = await subject.shot()
      const headers = shot.headers.map(([name, value]) => [name.toLowerCase(), value] as const)
      return expecting("accept", { ...shot, headers })
    },
  },
  {
    id: "header-duplicated",
    title: "a signature that arrives twice breaks nothing",
    why: "Frameworks join repeated headers, or give a list where a text is expected.",
    needsSignature: true,
    plan: async (subject) => {
      const { scheme } = subject.provider
      const place = signaturePlace(scheme)
      if (!place || "field" in place) return skip("the signature stands in the body")
      const shot = await subject.shot()
      const wrong = withDigest(scheme, shot, otherLetters).headers.filter(([name]) => name === place.header)
      return expecting("any", { ...shot, headers: [...shot.headers, ...wrong] })
    },
  },
  {
    id: "content-type-other",
    title: "another content type breaks nothing",
    why: "A parser that is chosen by the content type may throw, or leave the body unread.",
    plan: async (subject) => expecting("any", await subject.shot({ contentType: "text/plain" })),
  },
  {
    id: "body-empty",
    title: "a request without a body breaks nothing",
    why: "Parsers throw for an empty text, and what they throw becomes a 500.",
    async plan(subject) {
      const shot = await subject.shot()
      return expecting("any", { ...shot, body: Buffer.alloc(0), confidential: "" })
    },
  },
  {
    id: "body-oversized",
    title: "a body of 8 MiB breaks nothing",
    why: "It should be refused or taken, and not bring the process down.",
    async plan(subject) {
      const shot = await subject.shot()
      const body = Buffer.alloc(OVERSIZED_BYTES, " ")
      return { ...expecting("any", { ...shot, body, confidential: "" }), mayHangUp: true }
    },
  },
  ...(["GET", "PUT", "HEAD"] as const).map((method): CaseRule => ({
    id: `method-${method.toLowerCase()}`,
    title: `a request with ${method} breaks nothing`,
    why: "Monitors and browsers look at every address sooner or later.",
    async plan(subject) {
      const shot = await subject.shot({ method })
      return expecting("any", method === "PUT" ? shot : { ...shot, body: Buffer.alloc(0), confidential: "" })
    },
  })),
  {
    id: "slow-sender",
    title: "a body that arrives in pieces is accepted",
    why: "Large events and slow networks split a body; who reads only the first piece verifies half of it.",
    plan: async (subject) => expecting("accept", { ...(await subject.shot()), pieces: PIECES }),
  },
  {
    id: "replay",
    title: "the same event again is answered with success",
    why: "Providers deliver at least once; an error makes them send it again and again.",
    async plan(subject) {
      const shot = await subject.shot()
      return expecting("accept", [shot, shot], "one-by-one")
    },
  },
  {
    id: "after-refusal",
    title: "a genuine event is accepted on the connection on which another was just refused",
    why: "A body that was left unread on a connection is taken for the next request.",
    needsSignature: true,
    async plan(subject) {
      const { scheme } = subject.provider
      const refused = withDigest(scheme, await subject.shot(), otherLetters)
      const shots = [refused, await subject.shot()]
      return { expect: "accept", expectEach: ["reject", "accept"], shots, delivery: "one-connection" }
    },
  },
  {
    id: "burst",
    title: `${BURST} events at once are all accepted`,
    why: "Providers send what piled up in one go.",
    async plan(subject) {
      const shots = await Promise.all(Array.from({ length: BURST }, () => subject.shot()))
      return expecting("accept", shots, "at-once")
    },
  },
]
