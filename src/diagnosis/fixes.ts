import type { Fix } from "./diagnosis.ts"
import { PUBLIC_URL } from "./fixes/public-url.ts"
import { RAW_BODY } from "./fixes/raw-body.ts"

/** What the fix of a cause needs to know about the provider. */
export interface FixFacts {
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
  readonly ids: RegExp
  readonly text: WriteText
  readonly code?: Fix["code"]
}

/** The first advice whose pattern fits a cause's id is given. */
const ADVICE: readonly Advice[] = [
  {
    ids: /^body-(?:base64|hex)/,
    text: () =>
      "Decode the body before verifying it: AWS Lambda and API gateways hand it over in base64 and say so (isBase64Encoded).",
  },
  {
    ids: /^body-(?:de)?compressed/,
    text: () =>
      "Verify the same bytes that the provider signs, before or after Content-Encoding is undone; let no proxy compress them anew.",
  },
  {
    ids: /^body-(?:truncated|longer-than-declared)/,
    text: () =>
      "Raise the size limit of the body parser or proxy, and verify the body whole, no byte more or less.",
  },
  {
    ids: /^body-(?:newline|trimmed|lf-to-crlf|crlf-to-lf)/,
    text: () =>
      "Leave the line breaks of the body alone: no trim, no text mode. A body that was saved or pasted gets one added; send it with curl --data-binary.",
    code: RAW_BODY,
  },
  {
    ids: /^body-(?:bom|latin1|ascii|utf|nfc|nfd)/,
    text: () =>
      "Take the body as bytes and hash those; decode it to text only after the signature is verified.",
    code: RAW_BODY,
  },
  {
    ids: /^body-(?:empty|object-text)/,
    text: () =>
      "Something read the body before, or an object was used as text: take the raw bytes once, before any parser.",
    code: RAW_BODY,
  },
  {
    ids: /^body-form/,
    text: () => "Hash the form exactly as it arrived; read its fields only after the signature is verified.",
    code: RAW_BODY,
  },
  {
    ids: /^body-/,
    text: () => "Verify the bytes as they arrived, before anything parses them.",
    code: RAW_BODY,
  },
  {
    ids: /^secret-(?:not-decoded|decoded|hex-decoded|encoded-twice|hashed|prefix)/,
    text: ({ providerName, keyText }) => `Make the key as ${providerName} does: ${keyText}.`,
  },
  {
    ids: /^secret-(?:white-space|quotes|newline|cut|case|percent-encoded)/,
    text: () =>
      "Set the secret anew, exactly as the provider shows it: no quotes, spaces or line breaks; in an .env file quote it where it holds # or $.",
  },
  {
    ids: /^secret-old/,
    text: () =>
      "Deploy the new secret, or keep verifying with both until every delivery is signed with the new one.",
  },
  {
    ids: /^secret-empty/,
    text: () =>
      "The secret was not set where it was needed: check the name of the variable, and refuse to start without it.",
  },
  {
    ids: /^secret-/,
    text: () =>
      "Use the secret of this very endpoint: test and live mode, each endpoint, and a provider's CLI have secrets of their own.",
  },
  {
    ids: /^content-/,
    text: ({ providerName, content }) => `Sign exactly what ${providerName} signs: ${content}`,
  },
  {
    ids: /^timestamp-/,
    text: () =>
      "Put the timestamp into the message as the very text that the header holds; convert it only to judge its age.",
  },
  {
    ids: /^url-/,
    text: () =>
      "Verify with the address the provider was given, not the one behind your proxy: let the framework trust the proxy's X-Forwarded-* headers, or set the URL.",
    code: PUBLIC_URL,
  },
  {
    ids: /^method-|^id-/,
    text: ({ content }) => `Take every part of the message from the request as it arrived: ${content}`,
  },
  {
    ids: /^digest-/,
    text: ({ signatureName, digest }) =>
      `Compare bytes, not texts: decode ${signatureName} from ${digest}, and check the length before a constant-time comparison.`,
  },
  {
    ids: /^algorithm-/,
    text: ({ providerName, algorithm }) => `${providerName} uses ${algorithm}: use it on both sides.`,
  },
  {
    ids: /^header-merged/,
    text: () =>
      "Let no proxy join or rewrite this header; where one does, split it where the provider separates signatures.",
  },
  {
    ids: /^header-truncated/,
    text: () => "A proxy, a log or a database column cut the header: raise its limit.",
  },
  {
    ids: /^header-/,
    text: ({ signatureName }) =>
      `Read the signature from ${signatureName}, and let gateways pass that header on under its name.`,
  },
  {
    ids: /^request-/,
    text: () =>
      "Keep the headers and the body of one request together: a queue, a log or a copied command mixed two.",
  },
  {
    ids: /^provider-/,
    text: () => "Verify with the scheme of the provider that really sent this: pass it with --provider.",
  },
  {
    ids: /^clock-/,
    text: () =>
      "Check the clock of the receiver. An old request is a late retry or a replay: refuse it, or judge a capture at the time it was received (--at).",
  },
  {
    ids: /^got-/,
    text: () =>
      "The computation is right: look at how the two signatures are compared, and which request is compared with which.",
  },
]

/** What to do about a cause. */
export function fixFor(id: string, facts: FixFacts): Fix {
  const advice = ADVICE.find(({ ids }) => ids.test(id))
  if (!advice) throw new TypeError(`no advice for the cause ${id}`)
  return { text: advice.text(facts), code: advice.code ?? null }
}
