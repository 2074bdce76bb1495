import { test } from "vitest"
import { type BadFile, expectRefused, HEAD, SCHEME } from "../support/provider-files.ts"

const SIGNED = (content: string): string => `${SCHEME}  content: ${content}\n`

test.each<BadFile>([
  [
    SIGNED('"{timestmap}.{body}"'),
    "6: scheme.content holds {timestmap}, which stands for nothing here.",
    "Did you mean {timestamp}?",
  ],
  [
    SIGNED('"{Body}"'),
    "6: scheme.content holds {Body}, which stands for nothing here.",
    "Did you mean {body}?",
  ],
  [
    SIGNED('"{hex:8}{body}"'),
    "6: scheme.content holds {hex:8}, which stands for nothing here.",
    "Placeholders here are {body}",
  ],
  [
    `${HEAD}scheme: { algorithm: hmac-sha256, headers: { X: "{signiture}" } }\n`,
    "3: scheme.headers.X holds {signiture}",
    "Did you mean {signature}?",
  ],
  [
    `${SCHEME}headers: { X-Time: "{now_iso}" }\n`,
    "6: headers.X-Time holds {now_iso}",
    "Did you mean {now-iso}?",
  ],
  [
    `${SCHEME}headers: { X-Time: "{timestamp}" }\n`,
    "6: headers.X-Time holds {timestamp}, which stands for nothing here.",
    "Placeholders here are {event}",
  ],
  [`${SCHEME}eventId: "evt_{base26:4}"\n`, "6: eventId holds {base26:4}", "Did you mean {base62}?"],
  [
    `${SCHEME}envelope: { at: "{timestamp}", data: "{data}" }\n`,
    "6: envelope.at holds {timestamp}",
    "Placeholders here are {id}",
  ],
  [
    `${SCHEME}envelope: { data: "{data}", text: "see {data}" }\n`,
    "6: envelope.text holds {data}, which stands for nothing here.",
    "Placeholders here",
  ],
  [
    `${SCHEME}events:\n  a.b:\n    sample:\n      list: [{ n: "{int:9-1}" }]\n`,
    '9: events["a.b"].sample.list[0].n holds {int:9-1}, which has a wrong size.',
    "{int:1-100}",
  ],
  [
    `${SCHEME}events: { a.b: { sample: { n: "{hex:99999}" } } }\n`,
    '6: events["a.b"].sample.n holds {hex:99999}, which has a wrong size.',
    "1 to 1000",
  ],
  [
    `${SCHEME}events: { a.b: { sample: { n: "{uuid:4}" } } }\n`,
    '6: events["a.b"].sample.n holds {uuid:4}',
    "leave out :4",
  ],
  [
    `${SCHEME}events: { a.b: { sample: { n: "{hex#Ab}" } } }\n`,
    '6: events["a.b"].sample.n holds {hex#Ab}',
    "",
  ],
  [
    `${SCHEME}events: { a.b: { sample: { n: "{now-iso:soon}" } } }\n`,
    '6: events["a.b"].sample.n holds {now-iso:soon}, which has a wrong size.',
    "{now-iso:30d}",
  ],
  [
    `${SCHEME}events: { a.b: { sample: { n: "{now-s:999999999d}" } } }\n`,
    '6: events["a.b"].sample.n holds {now-s:999999999d}',
    "{now-s:30d}",
  ],
  [
    `${SCHEME}events: { a.b: { sample: { n: "{data.id}" } } }\n`,
    '6: events["a.b"].sample.n holds {data.id}, which stands for nothing here.',
    "Placeholders here are {id}",
  ],
  [
    `${SCHEME}envelope: { ref: "{data.oder}", data: "{data}" }\nevents: { a.b: { sample: { order: 1 } } }\n`,
    "6: envelope.ref holds {data.oder}, which is not in the data of a.b.",
    "Take a field that every sample has.",
  ],
  [
    `${SCHEME}events: { a.b: { headers: { X-Kind: "{evnt}" } } }\n`,
    '6: events["a.b"].headers.X-Kind holds {evnt}',
    "Did you mean {event}?",
  ],
  [
    `${SCHEME}handshakes: { a: { request: { body: { c: "{chalenge}" } } } }\n`,
    "6: handshakes.a.request.body.c holds {chalenge}",
    "Did you mean {challenge}?",
  ],
  [
    `${SCHEME}handshakes: { a: { request: {}, answer: { body: "{proof}" } } }\n`,
    "6: handshakes.a.answer.body holds {proof}",
    "Placeholders here are {challenge}",
  ],
  [
    `${SCHEME}handshakes: { a: { request: {}, proof: { algorithm: hmac-sha1, digest: hex } } }\n`,
    "6: handshakes.a.proof is nowhere in the answer.",
    'Write "{proof}"',
  ],
  [
    `${SCHEME}handshakes: { a: { request: {}, visit: { pointer: /Url, hosts: ["a/b"] } } }\n`,
    '6: handshakes.a.visit.hosts[0] is "a/b", not the name of a host.',
    "*.example.com",
  ],
])("%j holds a placeholder or a part that is none", expectRefused)
