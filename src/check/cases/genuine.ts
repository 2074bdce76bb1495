import type { Json, JsonObject } from "../../providers/provider.ts"
import type { Subject } from "../subject.ts"
import { type CaseRule, expecting, skip } from "./rule.ts"

/** Beside the event's own fields, where a provider may add one any day. */
const FIELD = "whk_check"
const LARGE_BYTES = 512 * 1024
const PARSED = "Whoever verifies a body that was parsed and printed again refuses it."

/** Genuine events in spellings that a JSON parser would not give back. */
export const genuineCases: readonly CaseRule[] = [
  {
    id: "genuine",
    title: "a genuine event is accepted",
    why: "Everything else is worth nothing where this fails.",
    plan: async (subject) => expecting("accept", await subject.shot()),
  },
  spelled("genuine-pretty", "a body with indentation is accepted", (json) => JSON.stringify(json, null, 2)),
  spelled("genuine-key-order", "a body with its keys in another order is accepted", (json) =>
    JSON.stringify({ [FIELD]: { z: 1, a: 2 }, ...Object.fromEntries(Object.entries(json).reverse()) }),
  ),
  spelled("genuine-unicode", "a body with letters of many alphabets is accepted", (json) =>
    withField(json, { text: "Zoë 田中 🎉 \u2028 e\u0301" }),
  ),
  spelled("genuine-escapes", "a body with escaped slashes and letters is accepted", (json) =>
    withText(json, '{"url":"https:\\/\\/example.com\\/a","text":"\\u00e9 \\u003cb\\u003e \\ud83c\\udf89"}'),
  ),
  spelled("genuine-numbers", "a body with numbers that no parser keeps is accepted", (json) =>
    withText(json, "[1.0, 1e3, 12345678901234567890, 0.1000, -0.0, 1.5E+2]"),
  ),
  spelled(
    "genuine-newline",
    "a body with a line break at its end is accepted",
    (json) => `${JSON.stringify(json)}\n`,
  ),
  spelled("genuine-empty", "a body with empty objects, lists and texts is accepted", (json) =>
    withField(json, { object: {}, list: [], text: "", nothing: null }),
  ),
  {
    id: "genuine-large",
    title: "a body of 512 KiB is accepted",
    why: "Parsers stop at 100 KB or 1 MB unless told otherwise, and the event is lost on every retry.",
    async plan(subject) {
      const json = subject.json()
      if (subject.fixedBody !== undefined || !json) return skip(subject.fixedBody ?? "no JSON object is sent")
      const body = Buffer.from(withField(json, "x".repeat(LARGE_BYTES)), "utf8")
      return expecting("accept", await subject.shot({ body }))
    },
  },
]

function spelled(id: string, title: string, spell: (json: JsonObject) => string): CaseRule {
  return {
    id,
    title,
    why: PARSED,
    async plan(subject: Subject) {
      const json = subject.json()
      if (subject.fixedBody !== undefined || !json) return skip(subject.fixedBody ?? "no JSON object is sent")
      return expecting("accept", await subject.shot({ body: Buffer.from(spell(json), "utf8") }))
    },
  }
}

function withField(json: JsonObject, value: Json): string {
  return JSON.stringify({ ...json, [FIELD]: value })
}

/** As `withField`, with the value written exactly so. */
function withText(json: JsonObject, text: string): string {
  return `${JSON.stringify(json).slice(0, -1)},"${FIELD}":${text}}`
}
