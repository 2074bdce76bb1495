import { test } from "vitest"
import { type BadFile, expectRefused, HEAD, SCHEME } from "../support/provider-files.ts"

test.each<BadFile>([
  [HEAD, "1: scheme is missing.", "Say how requests are signed"],
  [
    `${HEAD}scheme: { headers: { X: "{signature}" } }\n`,
    "3: scheme.algorithm is missing.",
    "algorithm: hmac-sha256",
  ],
  [
    "id: stripe\nname: A\nscheme: { algorithm: none }\n",
    '1: id is "stripe", the id of a built-in provider.',
    "for example my-stripe",
  ],
  [
    "id: auto\nname: A\nscheme: { algorithm: none }\n",
    '1: id is "auto", which stands for any provider.',
    "Choose another id.",
  ],
  [`${HEAD}extends: svxi\n`, '3: extends is "svxi", not a built-in provider.', "Did you mean svix?"],
  [`${HEAD}extends: zzzzzzzz\n`, '3: extends is "zzzzzzzz", not a built-in provider.', "Run `whk providers`"],
  [
    `${SCHEME}testEvent: pong\nevents: { ping: }\n`,
    '6: testEvent is "pong", which is not among the events.',
    "Did you mean ping?",
  ],
  [
    `${SCHEME}events: { " x": }\n`,
    '6: events[" x"] is not the name of an event type.',
    "Use up to 200 characters",
  ],
  [
    `${SCHEME}envelope: { id: "{id}" }\n`,
    "6: envelope does not say where the event's data stands.",
    'Make one value of it "{data}"',
  ],
  [
    `${SCHEME}envelope: ["{data}"]\nbodyFormat: form\n`,
    "6: envelope has no fields, which a form needs.",
    "Make it a map",
  ],
  [
    `${SCHEME}delivery: { timeout: 0s }\n`,
    '6: delivery.timeout is "0s", not between 1ms and 24h.',
    "Write for example 10s.",
  ],
  [
    `${SCHEME}delivery: { timeout: 999999999d }\n`,
    '6: delivery.timeout is "999999999d", not between',
    "Write for example 10s.",
  ],
  [
    `${SCHEME}delivery: { sourceIps: [here] }\n`,
    '6: delivery.sourceIps[0] is "here", not an address',
    "192.0.2.0/24",
  ],
  [
    `${SCHEME}secret: { keyBytes: [64, 24] }\n`,
    "6: secret.keyBytes is [64, 24], the more before the fewer.",
    "Write [24, 64].",
  ],
  [
    `${SCHEME}secret: { format: short, minLength: 16 }\n`,
    "6: secret and scheme.key do not fit: a new secret would be refused",
    "Change secret.format",
  ],
  [
    `${SCHEME}  key: base64\nsecret: { format: "acme_{hex:8}" }\n`,
    "7: secret and scheme.key do not fit",
    "Change secret.format",
  ],
])("%j is refused", expectRefused)

test.each<BadFile>([
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, headers: { "X Sig": "{signature}" } }\n`,
    '3: scheme.headers["X Sig"] is not the name of a header.',
    "Use letters",
  ],
  [
    `${SCHEME}headers: { Host: acme.example }\n`,
    "6: headers.Host is a header that every connection sets for itself.",
    "Take it out",
  ],
  [
    `${SCHEME}headers: { content-length: "1" }\n`,
    "6: headers.content-length is a header that every",
    "Take it out",
  ],
  [
    `${SCHEME}headers: { x-sig: "1" }\n`,
    "6: headers.x-sig names a header that stands there already.",
    "Keep one of them",
  ],
  [
    `${SCHEME}headers: { X-Name: "a\\nb" }\n`,
    '6: headers.X-Name is "a\\nb", which no header can hold.',
    "Use Latin-1",
  ],
  [
    `${SCHEME}events: { "日本.created": }\nheaders: { X-Event: "{event}" }\n`,
    '6: events["日本.created"] makes X-Event "日本.created", which no header can hold.',
    "Use a name",
  ],
])("%j has a header that cannot be", expectRefused)

test.each<BadFile>([
  [
    `${SCHEME}names: { event: { header: X-Event } }\nevents: { a.b: }\n`,
    "6: names.event says that the header X-Event holds the event type; in a sample of a.b it is not there.",
    'Write "{event}" there',
  ],
  [
    `${SCHEME}names: { event: { path: data.kind } }\nevents: { a.b: { sample: { data: { kind: other } } } }\n`,
    '6: names.event says that data.kind of the body holds the event type; in a sample of a.b it is "other" instead.',
    'Write "{event}" there',
  ],
  [
    `${SCHEME}names: { id: { path: type } }\nevents: { a.b: }\n`,
    '6: names.id says that type of the body holds the event\'s id; in a sample of a.b it is "a.b" instead.',
    'Write "{id}" there',
  ],
  [
    `${SCHEME}headers: { X-Id: "{uuid}" }\nnames: { id: { header: X-Id } }\n`,
    "7: names.id says that the header X-Id holds the event's id",
    'Write "{id}" there',
  ],
])("%j names a place that does not hold it", expectRefused)
