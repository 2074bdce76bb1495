import { test } from "vitest"
import { type BadFile, expectRefused, HEAD, SCHEME, SHAPE } from "../support/provider-files.ts"

const TEMPLATE = "Run `whk providers --template` to see a file that works."
const NEVER = "The file says how secrets look and never holds one; give the secret with --secret env:NAME."

test.each<BadFile>([
  ["", "1: the file holds nothing.", TEMPLATE],
  ["- a\n- b\n", '1: the file is ["a","b"], not a map of fields.', SHAPE],
  ["just text\n", '1: the file is "just text", not a map of fields.', SHAPE],
  ["name: Acme\n", "1: id is missing.", "Add it: a plain name"],
  ["id: acme\n", "1: name is missing.", "Add it: text."],
  ["id: acme\nname:\n", "2: name is empty, not text.", SHAPE],
  ['id: acme\nname: ""\n', '2: name is "", not text that is not empty.', SHAPE],
  ["id: acme\nname: 12\n", "2: name is 12, not text.", 'Put quotes around it: "12".'],
  ["id: Acme Inc\nname: A\n", '1: id is "Acme Inc", not a plain name: small letters', SHAPE],
  [`${SCHEME}sources: https://a.b\n`, '6: sources is "https://a.b", not a list of addresses.', SHAPE],
  [`${SCHEME}events: [a.b]\n`, '6: events is ["a.b"], not a map.', SHAPE],
  [`${SCHEME}events:\n  a.b: yes\n`, '7: events["a.b"] is "yes", not a map of fields.', SHAPE],
  [`${SCHEME}events:\n  a.b:\n    sample: text\n`, '8: events["a.b"].sample is "text", not a map.', SHAPE],
  [
    `${SCHEME}events:\n  a.b:\n    status: ready\n`,
    '8: events["a.b"].status is "ready", not live, coming-soon or test-only.',
    SHAPE,
  ],
  [
    `${SCHEME}  digest: hexx\n`,
    '6: scheme.digest is "hexx", not hex, base64 or base64url.',
    "Did you mean hex?",
  ],
  [
    `${SCHEME}  digest: { assumed: hexx }\n`,
    '6: scheme.digest.assumed is "hexx", not hex, base64',
    "Did you mean hex?",
  ],
  [`${SCHEME}  headers:\n    X-Version: 1\n`, "6: scheme.headers stands there twice.", "Keep one of them."],
  [
    `${HEAD}scheme:\n  algorithm: hmac-sha256\n  headers:\n    X-Version: 1\n`,
    "6: scheme.headers.X-Version is 1, not text.",
    'Put quotes around it: "1".',
  ],
  [
    `${SCHEME}  timestamp: { tolerance: 300 }\n`,
    "6: scheme.timestamp.tolerance is 300, not none or a duration",
    SHAPE,
  ],
  [
    `${SCHEME}delivery: { timeout: soon }\n`,
    '6: delivery.timeout is "soon", not a duration such as 500ms',
    SHAPE,
  ],
  [`${SCHEME}delivery: { retries: [5s, 1] }\n`, "6: delivery.retries[1] is 1, not a duration such as", SHAPE],
  [
    `${SCHEME}delivery: { success: [200, 99] }\n`,
    "6: delivery.success[1] is 99, not 2xx, a status or",
    SHAPE,
  ],
  [`${SCHEME}secret: { keyBytes: 24 }\n`, "6: secret.keyBytes is 24, not two numbers", SHAPE],
  [`${SCHEME}names: { event: type }\n`, '6: names.event is "type", not a map of fields.', SHAPE],
  [
    `${SCHEME}  timestamp: { at: created }\n`,
    '6: scheme.timestamp.at is "created", not a JSON pointer',
    SHAPE,
  ],
  [
    `${SCHEME}handshakes: { ping: { answer: { status: 2 } } }\n`,
    "6: handshakes.ping.request is missing.",
    "Add it: a map of fields.",
  ],
])("%j is refused", expectRefused)

test.each<BadFile>([
  [`${HEAD}schema: {}\n`, "3: schema is not a field of a provider file.", "Did you mean scheme?"],
  [`${SCHEME}  digset: hex\n`, "6: scheme.digset is not a field of a provider file.", "Did you mean digest?"],
  [
    `${SCHEME}  further-headers: [X]\n`,
    "6: scheme.further-headers is not a field of a provider file.",
    "Did you mean furtherHeaders?",
  ],
  [
    `${SCHEME}  extends: svix\n`,
    "6: scheme.extends is not a field of a provider file.",
    "extends stands at the top of the file, not under scheme.",
  ],
  [
    `${SCHEME}content: "{body}"\n`,
    "6: content is not a field of a provider file.",
    "content stands under scheme.",
  ],
  [
    `${SCHEME}delivery: { zzz: 1 }\n`,
    "6: delivery.zzz is not a field of a provider file.",
    "Fields here are success, timeout, retries, sourceIps.",
  ],
  [
    `${SCHEME}  digest: { assume: hex, assumed: hex }\n`,
    "6: scheme.digest.assume is not a field",
    "Did you mean assumed?",
  ],
])("%j holds an unknown field", expectRefused)

test.each<BadFile>([
  [`${SCHEME}secret: whsec_topsecret\n`, "6: secret is text that is not a map of fields.", NEVER],
  [
    `${SCHEME}  key: whsec_topsecret\n`,
    "6: scheme.key is text that is not utf8, base64, hex or keypair.",
    NEVER,
  ],
  [
    `${SCHEME}secret: { minLength: topsecret }\n`,
    "6: secret.minLength is text that is not a whole number.",
    NEVER,
  ],
])("%j holds a secret, which is not repeated", expectRefused)
