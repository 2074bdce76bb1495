import { z } from "zod"

// The message of a schema says what is wanted; whoever reports an issue adds what was found, and where.

export const text = z.string({ error: "text" }).min(1, { error: "text that is not empty" })

/** One line that people read: nothing in it may move a cursor or turn text around. */
export const line = text.regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, {
  error: "text without control characters",
})

/** Text that may be empty, as the value of a header may. */
export const anyText = z.string({ error: "text" })

export const yesOrNo = z.boolean({ error: "true or false" })

const DURATION = "a duration such as 500ms, 30s, 5m or 24h"

export const duration = z
  .string({ error: DURATION })
  .regex(/^\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h|d)$/, { error: DURATION })

const TOLERANCE = "none or a duration such as 5m"

export const tolerance = z
  .string({ error: TOLERANCE })
  .regex(/^(?:none|\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h|d))$/, { error: TOLERANCE })

const POINTER = "a JSON pointer such as /data/time"

export const pointer = z.string({ error: POINTER }).regex(/^(?:\/[^/]*)+$/, { error: POINTER })

/** `hex, base64 or base64url` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: listed(words) })
}

export function listOf<Item extends z.ZodType>(item: Item, wanted: string) {
  return z.array(item, { error: wanted }).min(1, { error: wanted })
}

export function oneOrMore<Item extends z.ZodType>(item: Item, wanted: string) {
  return z.union([item, listOf(item, wanted)])
}

/** A map that takes these fields only; the message about an unknown one holds the known ones, for `knownFields`. */
export function fields<const Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? Object.keys(shape).join(" ") : "a map of fields"),
  })
}

/** The fields that a map made by `fields` takes, from the message of its issue. */
export function knownFields(message: string): string[] {
  return message.split(" ").filter((name) => name !== "$schema")
}

export function mapOf<Value extends z.ZodType>(value: Value) {
  return z.record(z.string(), value, { error: "a map" })
}

/** A value, or `{assumed: value, why: text}` where the provider does not state it. */
export function fact<Value extends z.ZodType>(value: Value) {
  return z.union([
    value,
    fields({
      assumed: value,
      why: line.optional().describe("Why this value, or what is known instead."),
    }).describe("The value is assumed: the provider does not state it."),
  ])
}

/** What a fact may be in a file. */
export type Stated<Value> = Value | { readonly assumed: Value; readonly why?: string | undefined }
