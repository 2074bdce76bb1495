import type { Provider } from "../providers/provider.ts"
import { keyText } from "../signing/recipe.ts"
import { isCoded, signatureName } from "../signing/scheme.ts"
import { type CauseId, CAUSES } from "./causes.ts"
import type { Fix } from "./diagnosis.ts"
import { PUBLIC_URL } from "./fixes/public-url.ts"
import { RAW_BODY } from "./fixes/raw-body.ts"

/** What the fix of a cause needs to know about the provider. */
interface FixFacts {
  readonly id: string
  readonly providerName: string
  /** How the secret becomes a key, in words. */
  readonly keyText: string
  readonly content: string
  readonly signatureName: string
  readonly digest: string
  readonly algorithm: string
}

type WriteText = (facts: FixFacts) => string

interface Advice {
  readonly text: WriteText
  readonly code?: Fix["code"]
}

const FIXES = {
  "decode-body": {
    text: () =>
      "Decode the body before verifying it: AWS Lambda and API gateways hand it over in base64 and say so (isBase64Encoded).",
  },
  "same-compression": {
    text: () =>
      "Verify the same bytes that the provider signs, before or after Content-Encoding is undone; let no proxy compress them anew.",
  },
  "whole-body": {
    text: () =>
      "Raise the size limit of the body parser or proxy, and verify the body whole, no byte more or less.",
  },
  "line-breaks": {
    text: () =>
      "Leave the line breaks of the body alone: no trim, no text mode. A body that was saved or pasted gets one added; send it with curl --data-binary.",
    code: RAW_BODY,
  },
  "bytes-not-text": {
    text: () =>
      "Take the body as bytes and hash those; decode it to text only after the signature is verified.",
    code: RAW_BODY,
  },
  "read-once": {
    text: () =>
      "Something read the body before, or an object was used as text: take the raw bytes once, before any parser.",
    code: RAW_BODY,
  },
  "form-as-sent": {
    text: () => "Hash the form exactly as it arrived; read its fields only after the signature is verified.",
    code: RAW_BODY,
  },
  "raw-body": {
    text: () => "Verify the bytes as they arrived, before anything parses them.",
    code: RAW_BODY,
  },
  "make-key": {
    text: ({ providerName, keyText }) => `Make the key as ${providerName} does: ${keyText}.`,
  },
  "clean-secret": {
    text: () =>
      "Set the secret anew, exactly as the provider shows it: no quotes, spaces or line breaks; in an .env file quote it where it holds # or $.",
  },
  rotate: {
    text: () =>
      "Deploy the new secret, or keep verifying with both until every delivery is signed with the new one.",
  },
  "set-secret": {
    text: () =>
      "The secret was not set where it was needed: check the name of the variable, and refuse to start without it.",
  },
  "own-secret": {
    text: () =>
      "Use the secret of this very endpoint: test and live mode, each endpoint, and a provider's CLI have secrets of their own.",
  },
  content: {
    text: ({ providerName, content }) => `Sign exactly what ${providerName} signs: ${content}`,
  },
  timestamp: {
    text: () =>
      "Put the timestamp into the message as the very text that the header holds; convert it only to judge its age.",
  },
  "public-url": {
    text: () =>
      "Verify with the address the provider was given, not the one behind your proxy: let the framework trust the proxy's X-Forwarded-* headers, or set the URL.",
    code: PUBLIC_URL,
  },
  "parts-as-sent": {
    text: ({ content }) => `Take every part of the message from the request as it arrived: ${content}`,
  },
  "compare-bytes": {
    text: ({ signatureName, digest }) =>
      `Compare bytes, not texts: decode ${signatureName} from ${digest}, and check the length before a constant-time comparison.`,
  },
  algorithm: {
    text: ({ providerName, algorithm }) => `${providerName} uses ${algorithm}: use it on both sides.`,
  },
  "split-header": {
    text: () =>
      "Let no proxy join or rewrite this header; where one does, split it where the provider separates signatures.",
  },
  "header-limit": {
    text: () => "A proxy, a log or a database column cut the header: raise its limit.",
  },
  "header-name": {
    text: ({ signatureName }) =>
      `Read the signature from ${signatureName}, and let gateways pass that header on under its name.`,
  },
  "one-request": {
    text: () =>
      "Keep the headers and the body of one request together: a queue, a log or a copied command mixed two.",
  },
  "other-provider": {
    text: ({ id }) => `Verify it with --provider ${id}.`,
  },
  clock: {
    text: () =>
      "Check the clock of the receiver. An old request is a late retry or a replay: refuse it, or judge a capture at the time it was received (--at).",
  },
  comparison: {
    text: () =>
      "The computation is right: look at how the two signatures are compared, and which request is compared with which.",
  },
  reserialise: {
    text: ({ providerName }) =>
      `${providerName} signs JSON.stringify(JSON.parse(body)): parse the body and print it again before you verify it.`,
  },
  "strong-only": {
    text: ({ signatureName }) =>
      `Something changed ${signatureName} on the way; find it, and never fall back to the weaker signature.`,
  },
} as const satisfies Readonly<Record<string, Advice>>

export type FixName = keyof typeof FIXES

/** What to do about a cause, in the words of the provider. */
export function fixFor(id: CauseId, provider: Provider): Fix {
  const advice: Advice = FIXES[CAUSES[id].fix]
  return { text: advice.text(factsOf(provider)), code: advice.code ?? null }
}

function factsOf({ id, name, scheme }: Provider): FixFacts {
  const named = { id, providerName: name, signatureName: signatureName(scheme) }
  if (!isCoded(scheme)) {
    const { content, digest, algorithm } = scheme
    return { ...named, keyText: keyText(scheme.key), content, digest, algorithm }
  }
  const { key, content, algorithm } = scheme.recipe
  return { ...named, keyText: key, content, digest: "the encoding it is written in", algorithm }
}
