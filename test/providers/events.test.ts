import fc from "fast-check"
import { expect, test } from "vitest"
import { readEventId, readEventType } from "../../src/providers/read-names.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"

const timeMs = Date.parse("2026-01-15T02:03:04.567Z")
const every = providers.flatMap((provider) => provider.events.map(({ type }) => ({ provider, type })))
const named = every.map(({ provider, type }) => [provider.id, type] as const)

// Once for each, because an RSA key takes its time.
const secrets = new Map(
  providers.map((provider) => [provider.id, generateSecret(provider, Buffer.alloc(32, 7))]),
)

async function request(providerId: string, type: string) {
  const provider = findProvider(providerId)
  const payload = buildPayload({ provider, type, timeMs, seed: "events" })
  return {
    ...payload,
    payloadText: payload.body.toString(),
    provider,
    ...(await signRequest({
      provider,
      type,
      id: payload.id,
      timeMs,
      method: "POST",
      url: "https://example.com/hooks",
      body: payload.body,
      secrets: [secrets.get(providerId)!],
    })),
  }
}

test.each([
  ["axelered", { live: 1, "coming-soon": 1, "test-only": 0 }],
  ["axcelerate", { live: 38, "coming-soon": 0, "test-only": 0 }],
  ["accelex", { live: 5, "coming-soon": 0, "test-only": 0 }],
  ["axiestudio", { live: 7, "coming-soon": 0, "test-only": 1 }],
  ["ainexlayer", { live: 19, "coming-soon": 0, "test-only": 0 }],
] as const)("%s has every event type it documents", (id, counts) => {
  const { events } = findProvider(id)
  const count = (status: string): number => events.filter((event) => event.status === status).length
  expect({
    live: count("live"),
    "coming-soon": count("coming-soon"),
    "test-only": count("test-only"),
  }).toEqual(counts)
})

const WIDELY_USED = "stripe github slack shopify twilio discord linear paddle clerk resend openai svix".split(
  " ",
)

test.each(WIDELY_USED.filter((id) => providers.some((provider) => provider.id === id)))(
  "%s has at least five event types",
  (id) => {
    const { events } = findProvider(id)
    expect(events.filter(({ status }) => status === "live").length).toBeGreaterThanOrEqual(5)
  },
)

test.each(providers)("$id has an event type", ({ events }) => {
  expect(events.length).toBeGreaterThanOrEqual(1)
})

test.each(providers.filter(({ names }) => !names.event))(
  "$id, whose requests name no event type, has only one",
  ({ events }) => {
    expect(events.length).toBe(1)
  },
)

test.each(providers)("$id names no event type twice and titles each in one line", ({ events }) => {
  expect(new Set(events.map(({ type }) => type)).size).toBe(events.length)
  expect(events.filter(({ title }) => title === "" || title.length > 90 || title.includes("\n"))).toEqual([])
})

const AXCELERATE_NAMES = {
  calendar: "event_created event_updated event_deleted",
  contact: "contact_created contact_updated contact_deleted contact_merged",
  course:
    "venue_created venue_updated venue_deleted qualification_created qualification_updated qualification_deleted workshop_type_created workshop_type_updated workshop_type_deleted workshop_created workshop_updated workshop_deleted class_created class_updated class_deleted",
  student:
    "workshop_enrolment_created workshop_enrolment_updated workshop_enrolment_deleted workshop_enrolment_status_changed class_enrolment_created class_enrolment_updated class_enrolment_deleted class_enrolment_status_changed unit_enrolment_created unit_enrolment_status_changed activity_enrolment_created activity_enrolment_updated activity_enrolment_deleted",
  trainer: "trainer_created trainer_updated trainer_deleted",
}

test("the 38 names of aXcelerate are the known ones, in their order", () => {
  const names = Object.entries(AXCELERATE_NAMES).flatMap(([namespace, list]) =>
    list.split(" ").map((name) => `${namespace}.${name}`),
  )
  expect(findProvider("axcelerate").events.map(({ type }) => type)).toEqual(names)
})

test.each(named)(
  "%s %s: the body is a form, or compact JSON that equals its re-serialisation",
  async (id, type) => {
    const { provider, payloadText, signedBodyDiffers } = await request(id, type)
    const { bodyFormat = "json", bodyEscapes, bodyEnd = "" } = provider
    const text = payloadText.slice(0, payloadText.length - bodyEnd.length)
    const unescaped = bodyEscapes
      ? text.replace(/\\u[0-9a-f]{4}/g, (code) => JSON.parse(`"${code}"`) as string)
      : text
    if (bodyFormat === "json") expect(JSON.stringify(JSON.parse(text))).toBe(unescaped)
    else expect(new URLSearchParams(text).toString()).toBe(text)
    expect(signedBodyDiffers).toBe(false)
  },
)

test.each(named)("%s %s: the request names its event type and its id where it has them", async (id, type) => {
  const sent = await request(id, type)
  expect(readEventType(sent.provider, sent.headers, sent.body)).toBe(sent.provider.names.event && type)
  expect(readEventId(sent.provider, sent.headers, sent.body)).toBe(sent.provider.names.id && sent.id)
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A body of JSON, or the fields of a form with the JSON in them. */
function written(body: Buffer): unknown {
  const fields = [...new URLSearchParams(body.toString())].map(
    ([name, text]) => [name, parsed(text) ?? text] as const,
  )
  return parsed(body.toString()) ?? Object.fromEntries(fields)
}

const placed = every.flatMap(({ provider, type }) =>
  provider.dataKey === null ? [] : [[provider.id, type, provider.dataKey] as const],
)

test.each(placed)("%s %s: given data stands where the provider puts it: %j", (id, type, dataKey) => {
  const provider = findProvider(id)
  const { body } = buildPayload({ provider, type, timeMs, seed: "1", data: { marker: 42 } })
  const path = [...dataKey.split(".").filter(Boolean), "marker"]
  expect(written(body)).toHaveProperty(path, 42)
})

test("what is not ASCII is escaped in the body of a provider that does so, whatever data is given", () => {
  const { body } = buildPayload({
    provider: findProvider("meta"),
    type: "messages",
    timeMs,
    seed: "1",
    data: { text: "é 📦 <&/ \n" },
  })
  expect(body.toString()).toBe('{"text":"\\u00e9 \\ud83d\\udce6 <&/ \\n"}')
})

test.each([
  ["axiestudio", "user.created", ["event", "timestamp", "version", "enterpriseId", "data"]],
  ["ainexlayer", "user.created", ["id", "event", "timestamp", "data"]],
  ["axelered", "process.completed", ["id", "type", "createdAt", "workspaceId", "data"]],
  ["axcelerate", "contact.contact_merged", ["type", "message", "clientId", "messageId", "timestamp"]],
  ["accelex", "case.closed", ["event_id", "event_type", "created_at", "workflow_id", "tenant_id", "data"]],
  ["standard-webhooks", "contact.created", ["type", "timestamp", "data"]],
])("%s %s: the envelope has the documented keys in the documented order", async (id, type, keys) => {
  expect(Object.keys(JSON.parse((await request(id, type)).payloadText) as object)).toEqual(keys)
})

test.each([
  ["axiestudio", "user.created", "data", ["userId", "email", "name", "role", "invitedBy", "invitedByEmail"]],
  ["axiestudio", "user.updated", "data", ["userId", "email", "name", "role", "updatedFields"]],
  ["axiestudio", "user.deleted", "data", ["userId", "email", "deletedBy"]],
  ["axiestudio", "role.changed", "data", ["userId", "email", "oldRole", "newRole", "changedBy"]],
  ["axcelerate", "contact.contact_merged", "message", ["contact", "mergedContactIds"]],
  ["axelered", "process.completed", "data", ["id", "status", "files"]],
  ["ainexlayer", "document.processed", "data", ["documentId", "workspaceId", "filename", "status"]],
])("%s %s: %s has the known fields", async (id, type, key, fields) => {
  const envelope = JSON.parse((await request(id, type)).payloadText) as Record<string, object>
  expect(Object.keys(envelope[key]!)).toEqual(fields)
})

test.each([
  ["axiestudio", "timestamp", "2026-01-15T02:03:04Z"],
  ["accelex", "created_at", "2026-01-15T02:03:04Z"],
  ["axcelerate", "timestamp", "2026-01-15T02:03:04.567Z"],
  ["stripe", "created", 1_768_442_584],
  ["slack", "event_time", 1_768_442_584],
])("%s writes the time of the event as %s: %s", async (id, key, written) => {
  const { events } = findProvider(id)
  expect(JSON.parse((await request(id, events[0]!.type)).payloadText)).toHaveProperty(key, written)
})

test("the test webhook of Axie Studio says what the page shows", async () => {
  const { body } = await request("axiestudio", "webhook.test")
  const { data } = JSON.parse(Buffer.from(body).toString()) as { data: object }
  expect(data).toEqual({ message: "This is a test webhook" })
})

test.each([
  ["accelex", /^evt_[0-9A-Z]{16}$/],
  ["axcelerate", /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ["standard-webhooks", /^msg_\w{27}$/],
  ["stripe", /^evt_1\w{23}$/],
])("%s makes event ids in its own form", async (id, pattern) => {
  expect((await request(id, findProvider(id).events[0]!.type)).id).toMatch(pattern)
})

test("two event types of one seed are about the same user and have different ids", async () => {
  const created = await request("ainexlayer", "user.created")
  const updated = await request("ainexlayer", "user.updated")
  const userOf = ({ body }: { body: Uint8Array }) =>
    (JSON.parse(Buffer.from(body).toString()) as { data: { userId: string } }).data.userId
  expect(userOf(created)).toBe(userOf(updated))
  expect(created.id).not.toBe(updated.id)
})

test("no body makes reading its names throw", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...providers),
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (provider, body) => {
        readEventType(provider, [], body)
        readEventId(provider, [], body)
      },
    ),
  )
})

test.each([
  ['{"for_user_id":"1","follow_events":[]}', "follow_events"],
  ['{"for_user_id":"1"}', undefined],
  ['{"__proto__":{"follow_events":[]}}', undefined],
  ["[]", undefined],
  ["null", undefined],
  ["", undefined],
])("an event type that is the name of a key is read from %s as %s", (text, type) => {
  expect(readEventType(findProvider("x"), [], Buffer.from(text))).toBe(type)
})

test.each(['{"event":{"type":5}}', '{"event":{}}', '{"event":null}', "[]", "", '"text"'])(
  "a Slack body of %s names no event type",
  (text) => {
    expect(readEventType(findProvider("slack"), [], Buffer.from(text))).toBeUndefined()
  },
)
