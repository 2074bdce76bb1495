import { z } from "zod"
import {
  anyText,
  duration,
  fact,
  fields,
  listOf,
  mapOf,
  oneOf,
  pointer,
  line,
  text,
  yesOrNo,
} from "./schema-parts.ts"
import { headers, schemeSchema } from "./scheme-schema.ts"

const ID = "a plain name: small letters, digits and dashes, a letter first"
const STATUS = "2xx, a status or a list of statuses"
const ANSWER = "a status, 2xx or 4xx"

const status = z.int({ error: STATUS }).min(100, { error: STATUS }).max(599, { error: STATUS })
const count = z.int({ error: "a whole number" }).min(0, { error: "a whole number of 0 or more" })
const sources = z.array(line, { error: "a list of addresses" })
const values = mapOf(anyText)

const event = fields({
  title: line.optional().describe("When it is sent, in one line. Default: the event type."),
  status: oneOf(["live", "coming-soon", "test-only"]).optional().describe("Default: live."),
  headers: values.optional().describe("In place of the provider's headers of these names."),
  sample: mapOf(z.unknown())
    .optional()
    .describe("The event's data, a template. Default: {id, type}, marked as assumed."),
})

const place = z.union([
  fields({ header: text.describe("A header that holds it.") }),
  fields({ path: text.describe("A dotted path into the JSON body, or the field of a form.") }),
])

const secret = fields({
  format: text
    .optional()
    .describe(
      "A new secret, a template: acme_{base62:32}. Default: 32 random bytes as the scheme's key wants.",
    ),
  minLength: count.optional().describe("The shortest secret the provider takes, in characters."),
  warnBelow: count.optional().describe("Shorter secrets are taken with a warning."),
  keyBytes: z
    .tuple([count, count], { error: "two numbers, the fewest and the most key bytes" })
    .optional()
    .describe("How many key bytes a decoded secret must have: [fewest, most]."),
})

const handshake = fields({
  title: line.optional().describe("What the provider sends and wants to see. Default: its name."),
  request: fields({
    method: text.optional().describe("Default: POST."),
    query: values.optional(),
    headers: values.optional(),
    body: z.unknown().optional().describe("JSON that holds {challenge} and {verify-token} where they stand."),
    signature: oneOf(["right", "none", "wrong"])
      .optional()
      .describe("right: signed as any delivery. wrong: the receiver must refuse it. Default: right."),
  }),
  answer: fields({
    status: z
      .union([oneOf(["2xx", "4xx"]), z.int({ error: ANSWER }).min(100, { error: ANSWER }).max(599)], {
        error: ANSWER,
      })
      .optional()
      .describe("Default: 2xx, or 4xx for a wrong signature."),
    headers: values.optional(),
    body: z.unknown().optional().describe("Text or JSON over {challenge}, {verify-token} and {proof}."),
    alsoBodies: z.array(z.unknown(), { error: "a list" }).optional().describe("Other bodies taken as well."),
  }).optional(),
  proof: fields({
    algorithm: oneOf(["hmac-sha256", "hmac-sha1", "hmac-sha512"]),
    digest: oneOf(["hex", "base64", "base64url"]),
  })
    .optional()
    .describe("What {proof} is: computed from the challenge with the signing secret."),
  becomesSecret: yesOrNo.optional().describe("The challenge is the secret that signs from then on."),
  visit: fields({
    pointer: pointer.describe("Where the body holds the address that the receiver has to visit."),
    hosts: listOf(text, "a list of host names").describe("Where it may lead: example.com, *.example.com."),
  }).optional(),
  timeout: duration.optional().describe("Default: as for any delivery."),
  source: line.optional().describe("The page it is described on. Default: the first of sources."),
  assumed: line.optional().describe("Why it is assumed, where the provider does not describe it."),
})

const delivery = fields({
  success: fact(z.union([oneOf(["2xx"]), status, listOf(status, STATUS)], { error: STATUS }))
    .optional()
    .describe("The statuses that count as success. Default: 2xx, marked as assumed."),
  timeout: fact(duration)
    .optional()
    .describe("How long the provider waits for an answer. Default: 30s, marked as assumed."),
  retries: fact(z.array(duration, { error: "a list of durations, [] for none" }))
    .optional()
    .describe("What is waited between attempts; [] for no retries. Default: [], marked as assumed."),
  sourceIps: listOf(text, "a list of addresses").optional().describe("Address ranges deliveries come from."),
})

const endpoint = fields({
  httpsOnly: fact(yesOrNo).optional().describe("Default: true, marked as assumed."),
  httpsRule: line.optional().describe("The rule in the provider's words."),
  hasActiveFlag: fact(yesOrNo).optional().describe("Whether an endpoint can be switched off. Default: true."),
  secretByUpdate: yesOrNo.optional().describe("Whether the secret can be set by an update. Default: false."),
  rotation: fact(oneOf(["old-dies-at-once", "overlap"]))
    .optional()
    .describe("What happens to the old secret. Default: overlap where the scheme can carry two signatures."),
})

/** A provider as users write it down, in YAML or JSON. */
export const providerFileSchema = fields({
  $schema: text.optional(),
  id: z
    .string({ error: ID })
    .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: ID })
    .describe("A name of its own: small letters, digits and dashes."),
  name: line.describe("The provider's name for people."),
  sources: sources.optional().describe("Addresses of the pages this file was written from."),
  evidence: line.optional().describe("What the scheme was checked against, in one line."),
  extends: text
    .optional()
    .describe(
      "A built-in provider whose scheme, headers and secret are the base: the scheme field by field, the others as a whole.",
    ),
  scheme: schemeSchema.optional().describe("How requests are signed. Required without extends."),
  secret: secret.optional().describe("How a secret looks. The file never holds a secret."),
  headers: headers
    .optional()
    .describe(
      "Headers beside the scheme's, in order: templates over {event}, {id}, {uuid} and {now-iso}. Default: Content-Type.",
    ),
  events: mapOf(z.union([event, z.null()], { error: "a map of fields" }))
    .optional()
    .describe("The event types. Default: none, and any event type is taken."),
  otherEvents: oneOf(["refused", "dotted", "any"])
    .optional()
    .describe("Event types that are not listed. Default: refused; any when none is listed."),
  envelope: z
    .unknown()
    .optional()
    .describe(
      'The JSON around an event\'s data, which is "{data}" there. Default: the data is the whole body.',
    ),
  bodyFormat: oneOf(["json", "form"]).optional().describe("Default: json."),
  bodyEscapes: oneOf(["non-ascii"])
    .optional()
    .describe("non-ascii: every character of the JSON outside ASCII is written \\uXXXX."),
  bodyEnd: text.optional().describe('Text behind the JSON, such as "\\r\\n".'),
  eventId: text.optional().describe("An event id, a template: evt_{base62:24}. Default: {uuid}."),
  names: fields({ event: place.optional(), id: place.optional() })
    .optional()
    .describe("Where a request says its event type and id. Default: where {event} and {id} stand."),
  testEvent: line.optional().describe("The event type that the provider's test button sends."),
  handshakes: mapOf(handshake)
    .optional()
    .describe("What the provider sends to see that an endpoint is the user's own, each under its name."),
  delivery: delivery.optional().describe("When a delivery counts as success and when it is tried again."),
  endpoint: endpoint.optional().describe("The provider's rules about endpoints."),
  manage: line.optional().describe("The page where endpoints are managed. Default: the first of sources."),
  assumptions: z
    .array(fields({ key: line, value: anyText, why: line }), { error: "a list of {key, value, why}" })
    .optional()
    .describe("What else the file assumes, in words."),
})

export type ProviderDocument = z.infer<typeof providerFileSchema>
export type HandshakeDocument = z.infer<typeof handshake>

/** The schema as JSON Schema (draft 2020-12), for editors and other tools. */
export function providerJsonSchema(): object {
  const schema = z.toJSONSchema(providerFileSchema, { target: "draft-2020-12", io: "input" })
  const { $schema, ...rest } = schema
  return {
    $schema,
    title: "whk provider file",
    description: "A provider of webhooks, for whk --provider <file>.",
    ...rest,
    anyOf: [{ required: ["scheme"] }, { required: ["extends"] }],
  }
}
