import { test } from "vitest"
import { type BadFile, expectRefused, HEAD, SCHEME } from "../support/provider-files.ts"

const SIGNED = (content: string): string => `${SCHEME}  content: ${content}\n`

test.each<BadFile>([
  [
    `${HEAD}scheme: { algorithm: hmac-sha256 }\n`,
    "3: scheme.headers does not say where the signature stands.",
    "Put {signature} into one",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, headers: { X: "1" } }\n`,
    "3: scheme.headers does not say where the signature stands.",
    "Put {signature} into one",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, headers: { X: "{signature}", Y: "v={signature}" } }\n`,
    "3: scheme.headers.Y holds {signature} a second time.",
    "furtherHeaders",
  ],
  [
    `${HEAD}scheme: { algorithm: none, headers: { X: "{signature}" } }\n`,
    "3: scheme.headers.X holds {signature}, but the algorithm is none.",
    "Name an algorithm",
  ],
  [
    SIGNED('"{timestamp}.{body}"'),
    "6: scheme.content signs {timestamp}, which no header or field states.",
    "X-Timestamp",
  ],
  [SIGNED('"{id}.{body}"'), "6: scheme.content signs {id}, which no header or field states.", "X-Webhook-Id"],
  [
    SIGNED('"{token}{body}"'),
    "6: scheme.content signs {token}, which no header or field states.",
    "X-Webhook-Id",
  ],
  [
    SIGNED("payload"),
    '6: scheme.content is "payload", which signs nothing of the request.',
    'content: "{body}"',
  ],
  [
    SIGNED('"{secret}"'),
    '6: scheme.content is "{secret}", which signs nothing of the request.',
    'content: "{body}"',
  ],
  [SIGNED('"{form}"'), "6: scheme.content signs {form}, but the body is JSON.", "Add bodyFormat: form"],
  [
    `${SCHEME}  query: { hash: "{body-sha256}" }\n`,
    "6: scheme.query goes into the URL, which is not signed.",
    "Put {url}",
  ],
  [
    `${SCHEME}  timestamp: { unit: s }\n`,
    "6: scheme.timestamp is about a timestamp that no header",
    "take timestamp out",
  ],
  [
    `${SCHEME}  key: keypair\n`,
    '6: scheme.key is "keypair", but hmac-sha256 takes a shared secret.',
    "Use utf8, base64 or hex.",
  ],
  [
    `${HEAD}scheme: { algorithm: ed25519, key: hex, headers: { X: "{signature}" } }\n`,
    '3: scheme.key is "hex", but ed25519 takes a pair of keys.',
    "key: keypair",
  ],
  [
    `${HEAD}scheme: { algorithm: sha256, headers: { X: "{signature}" } }\n`,
    '3: scheme.content is "{body}": a plain sha256 without {secret} could be made by anybody.',
    "{secret}{body}",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, headers: { X: "{id}.{signature}" } }\n`,
    "3: scheme.headers.X holds {id} beside {signature}, which cannot be told apart",
    "a header of its own",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, headers: { X: "{timestamp}.{signature}" } }\n`,
    '3: scheme.headers.X is "{timestamp}.{signature}": a signature and a timestamp in one header are pairs',
    "t={timestamp},v1={signature}",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, headers: { X: "{signature}{signature}" } }\n`,
    '3: scheme.headers.X is "{signature}{signature}", which holds {signature} 2 times.',
    "Write it once",
  ],
  [
    `${SCHEME}  alsoAccepts: [{ template: "sha256=", digest: hex }]\n`,
    '6: scheme.alsoAccepts[0].template is "sha256=", which holds {signature} nowhere.',
    "Write it once",
  ],
  [
    `${SCHEME}  weaker: { header: X-Old, template: sha1 }\n`,
    '6: scheme.weaker.template is "sha1", which holds {signature} nowhere.',
    "Write it once",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, bodyFields: { /sig: "{signature}" }, furtherHeaders: [X] }\n`,
    "3: scheme.furtherHeaders goes with a signature in a header, not in the body.",
    "Take it out.",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, bodyFields: { /sig: "{signature}" } }\n`,
    "3: scheme does not verify what it signs itself (no-match).",
    "Compare the header's template",
  ],
  [
    `${SCHEME}  digest: base64\n  separator: "="\n`,
    "3: scheme does not verify what it signs itself",
    "Compare the header's template",
  ],
  [
    `${SCHEME}  timestamp: { at: /created }\n`,
    '6: scheme.timestamp.at is "/created", where a sample of example.event has no time.',
    'as "{now-s}"',
  ],
])("%j cannot sign and be verified", expectRefused)
