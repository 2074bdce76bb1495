import type { Provider } from "../../providers/provider.ts"
import { signatureName } from "../../signing/scheme.ts"

/** What it means when a case comes out wrong: of several that mean the same, the first counts. */
export interface CaseBug {
  readonly id: string
  readonly title: string
  readonly fix: string
}

interface Facts {
  readonly name: string
  readonly header: string
}

type Table = Readonly<Record<string, (facts: Facts) => CaseBug>>

const COMPARE = "Compare the whole digest in constant time, and refuse one of another length first."
const BODY =
  "Compute the signature over the raw body and compare it with the one that came; refuse where they differ."

/** Requests that should have been refused and were accepted. */
const ACCEPTED: Table = {
  "signature-missing": ({ header }) => ({
    id: "missing-signature-accepted",
    title: `The handler accepts a request without ${header}: it verifies only where a signature is there.`,
    fix: `Refuse a request without ${header} before anything else; no \`if (signature)\` around the check.`,
  }),
  "signature-empty": ({ header }) => ({
    id: "empty-signature-accepted",
    title: `The handler accepts an empty ${header}.`,
    fix: "Treat an empty signature as a missing one: refuse it.",
  }),
  unsigned: ({ name }) => ({
    id: "unsigned-accepted",
    title: `The handler accepts what says it is unsigned, although it has a secret.`,
    fix: `Decide by your secret whether ${name} signs, not by what the request says of itself.`,
  }),
  "signature-garbage": ({ header }) => ({
    id: "garbage-accepted",
    title: `The handler accepts a ${header} that is no signature at all.`,
    fix: "Where a signature cannot be read, refuse the request; an exception is no success.",
  }),
  "signature-prefix-only": () => ({
    id: "prefix-compared",
    title: "The handler compares only as much of the signature as arrives: an empty one is enough.",
    fix: COMPARE,
  }),
  "signature-truncated": () => ({
    id: "prefix-compared",
    title: "The handler compares only as much of the signature as arrives.",
    fix: COMPARE,
  }),
  "signature-half-wrong": () => ({
    id: "prefix-compared",
    title: "The handler compares only the beginning of the signature.",
    fix: COMPARE,
  }),
  "signature-wrong": ({ header }) => ({
    id: "any-signature-accepted",
    title: `The handler looks at the form of ${header} only, and accepts any value.`,
    fix: BODY,
  }),
  "secret-wrong": () => ({
    id: "any-secret-accepted",
    title: "The handler accepts a signature made with another secret.",
    fix: BODY,
  }),
  "signature-of-another": () => ({
    id: "body-not-covered",
    title: "The handler accepts the signature of another body: the body is not part of what it verifies.",
    fix: BODY,
  }),
  "body-tampered-first": () => tampered,
  "body-tampered-middle": () => tampered,
  "body-tampered-last": () => tampered,
  "secret-empty": () => ({
    id: "secret-empty",
    title: "The handler accepts a signature made with an empty secret.",
    fix: "Refuse to start without a secret: a variable that is not set becomes an empty key.",
  }),
  "prefix-wrong": ({ header }) => ({
    id: "prefix-not-checked",
    title: `The handler does not look at what stands before the digest in ${header}.`,
    fix: "Read exactly the version or algorithm you verify, and ignore every other.",
  }),
  "encoding-wrong": ({ header }) => ({
    id: "encoding-not-checked",
    title: `The handler reads the digest in ${header} in another encoding than the provider writes it.`,
    fix: "Decode the one encoding the provider documents, and refuse every other.",
  }),
  "algorithm-weaker": () => ({
    id: "weaker-algorithm-accepted",
    title: "The handler accepts a weaker signature than the one the provider sends.",
    fix: "Verify with the strongest algorithm the provider sends, and with no other.",
  }),
  "timestamp-stale": () => ({
    id: "timestamp-not-judged",
    title: "The handler accepts any timestamp: an old request passes for ever.",
    fix: "Refuse a request whose signed time is older than the provider's tolerance.",
  }),
  "timestamp-future": () => ({
    id: "future-timestamp-accepted",
    title: "The handler accepts a timestamp from the future.",
    fix: "Judge the distance to now in both directions.",
  }),
  "timestamp-changed": () => ({
    id: "timestamp-not-covered",
    title:
      "The handler accepts another time in front of a signature: the time is not part of what it verifies.",
    fix: "Put the timestamp into the signed message exactly as it stands in the header.",
  }),
}

const tampered: CaseBug = {
  id: "body-not-covered",
  title: "The handler accepts a body that was changed after it was signed.",
  fix: BODY,
}

/** Requests that should have been accepted and were refused. */
const REFUSED: Table = {
  "header-case": () => ({
    id: "header-case-sensitive",
    title: "The handler finds headers only in the case it expects.",
    fix: "Look headers up without regard to case: HTTP/2 and proxies write them in small letters.",
  }),
  "rotation-first": () => ({
    id: "one-signature-read",
    title: "The handler reads only one of several signatures, not the first.",
    fix: "Accept a request when any of its signatures is right.",
  }),
  "rotation-second": () => ({
    id: "one-signature-read",
    title: "The handler reads only one of several signatures, the first.",
    fix: "Accept a request when any of its signatures is right.",
  }),
  "genuine-large": () => ({
    id: "body-limit",
    title: "The handler does not take a body of 512 KiB.",
    fix: "Raise the body parser's and the proxy's limit above the largest event the provider sends.",
  }),
  "slow-sender": () => ({
    id: "body-not-whole",
    title: "The handler does not wait for the whole body.",
    fix: "Gather every piece of the body until its end before you verify it.",
  }),
  replay: () => ({
    id: "repeat-refused",
    title: "The handler answers an event it has seen before with an error.",
    fix: "Remember the event's id, and answer a repeated one with success without doing it again.",
  }),
  "after-refusal": () => ({
    id: "connection-broken",
    title: "After a refusal the handler no longer understands the next request on the connection.",
    fix: "Read the body to its end before you refuse, or close the connection.",
  }),
  burst: () => ({
    id: "burst-refused",
    title: "The handler does not take fifty events at once.",
    fix: "Answer first and work later: put events into a queue.",
  }),
  "still-alive": () => ({
    id: "handler-broken",
    title: "The handler no longer works after the bad requests it got.",
    fix: "Let no request change the state of the process; catch what a handler throws.",
  }),
}

/** What it means that a case came out wrong in this way; undefined where the case alone does not say. */
export function caseBug(provider: Provider, id: string, came: "accepted" | "refused"): CaseBug | undefined {
  const table = came === "accepted" ? ACCEPTED : REFUSED
  const facts = { name: provider.name, header: signatureName(provider.scheme) }
  return Object.hasOwn(table, id) ? table[id]!(facts) : undefined
}
