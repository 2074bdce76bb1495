import { afterAll, beforeAll, expect, test } from "vitest"
import { type RelayProcess, startRelayProcess } from "../support/relay-process.ts"

let relay: RelayProcess
let endpoint = ""
beforeAll(async () => {
  relay = await startRelayProcess()
  const { id } = await relay.json("create", URL, "--provider", "axiestudio", "--events", "user.created")
  endpoint = id
})
afterAll(async () => await relay[Symbol.asyncDispose]())

const URL = "https://example.com/hooks"
const LONG_ENOUGH = "0123456789abcdef0123456789abcdef"

type Rule = readonly [rule: string, args: readonly string[], exitCode: number, message: string, hint: string]

const HTTPS = "Use an https:// address; plain http is taken for this machine only."
const http = (provider: string): readonly string[] => [
  "create",
  "http://example.com/hooks",
  "--provider",
  provider,
  "--events",
  "*",
]
const at = (provider: string, ...rest: readonly string[]): readonly string[] => [
  "create",
  URL,
  "--provider",
  provider,
  ...rest,
]

const REFUSED: readonly Rule[] = [
  [
    "an http target of Axie Studio",
    http("axiestudio"),
    6,
    '"http://example.com/hooks" is refused. Axie Studio: the webhook URL must start with https://.',
    HTTPS,
  ],
  [
    "an http target of Axelered",
    http("axelered"),
    6,
    '"http://example.com/hooks" is refused. Axelered only delivers to https:// endpoints.',
    HTTPS,
  ],
  [
    "an http target of AccelEx",
    http("accelex"),
    6,
    '"http://example.com/hooks" is refused. AccelEx rejects plain HTTP endpoints: HTTPS with a valid certificate is required.',
    HTTPS,
  ],
  [
    "an http target of aXcelerate",
    http("axcelerate"),
    6,
    '"http://example.com/hooks" is refused. aXcelerate: the Target URL includes the protocol portion, https://.',
    HTTPS,
  ],
  [
    "an http target of AINexLayer",
    http("ainexlayer"),
    6,
    '"http://example.com/hooks" is refused. AINexLayer: use HTTPS for webhook endpoints.',
    HTTPS,
  ],
  [
    "a secret of 31 characters at Axie Studio",
    at("axiestudio", "--events", "*", "--secret", LONG_ENOUGH.slice(1)),
    6,
    "Axie Studio: a secret has at least 32 characters; this one has 31.",
    "Leave the secret out to have one made.",
  ],
  [
    "subscribing to Axie Studio's test event",
    at("axiestudio", "--events", "user.created,webhook.test"),
    6,
    'Axie Studio: "webhook.test" is sent by a test only.',
    "Run `whk test <endpoint>` to send it.",
  ],
  [
    "publishing Axie Studio's test event",
    ["trigger", "webhook.test", "--provider", "axiestudio"],
    6,
    'Axie Studio: "webhook.test" is sent by a test only.',
    "Run `whk test <endpoint>` to send it.",
  ],
  [
    "an inactive endpoint of Axelered",
    at("axelered", "--events", "process.completed", "--inactive"),
    6,
    "Axelered: an endpoint cannot be switched off, active is false.",
    "Delete the endpoint to stop its deliveries.",
  ],
  [
    "an unknown event",
    at("axiestudio", "--events", "user.craeted"),
    2,
    '"user.craeted" is not an event type of Axie Studio.',
    "Did you mean user.created or user.deleted or user.updated?",
  ],
  [
    "an unknown event of no provider",
    ["create", URL, "--events", "chat.mesage"],
    2,
    'No provider has an event type "chat.mesage".',
    "Did you mean chat.message?",
  ],
  [
    "an event of another provider",
    at("axiestudio", "--events", "document.uploaded"),
    2,
    '"document.uploaded" is not an event type of Axie Studio.',
    "It is one of AINexLayer: --provider ainexlayer.",
  ],
  [
    "publishing an event of another provider",
    ["trigger", "invoice.resolved", "--provider", "ainexlayer"],
    2,
    '"invoice.resolved" is not an event type of AINexLayer.',
    "It is one of AccelEx: --provider accelex.",
  ],
  [
    "a name without a namespace at aXcelerate",
    at("axcelerate", "--events", "contact"),
    2,
    '"contact" is not an event type of aXcelerate.',
    "Did you mean contact.contact_created or contact.contact_updated or contact.contact_deleted?",
  ],
  [
    "no events",
    at("axiestudio"),
    2,
    "--events is missing: which events should be sent there?",
    "For example --events user.created,user.updated, or --events '*' for all. See `whk events`.",
  ],
  [
    "an empty list of events",
    at("axiestudio", "--events", ","),
    2,
    "--events names no event type.",
    "For example --events user.created,user.updated. Run `whk events` to see them.",
  ],
  [
    "a password in the URL",
    ["create", "https://me:hunter2@example.com/", "--provider", "accelex", "--events", "*"],
    2,
    'The URL of "example.com" carries a user name or a password.',
    "Take them out; the signature tells the receiver who sends.",
  ],
]

test.each(REFUSED)("%s is refused by name", async (_, args, exitCode, message, hint) => {
  const result = await relay.whk(...args, "-q")
  expect(result).toMatchObject({ exitCode, stdout: "", stderr: `error ${message}\n  → ${hint}\n` })
})

test.each<readonly [rule: string, command: string, flags: readonly string[], message: string]>([
  ["editing its secret", "update", ["--secret", LONG_ENOUGH], "a secret cannot be edited, only rotated."],
  [
    "a short new secret",
    "rotate",
    ["--secret", "short"],
    "a secret has at least 32 characters; this one has 5.",
  ],
  [
    "two valid secrets",
    "rotate",
    ["--overlap", "1h"],
    "the old secret dies at once, it cannot stay valid for",
  ],
  [
    "its last event taken away",
    "update",
    ["--remove-event", "user.created"],
    "an endpoint has at least one event",
  ],
  ["an http target", "update", ["--url", "http://example.com/"], "the webhook URL must start with https://."],
  [
    "its test event added",
    "update",
    ["--add-event", "webhook.test"],
    '"webhook.test" is sent by a test only.',
  ],
])("an Axie Studio endpoint: %s is refused by name", async (_, command, flags, message) => {
  const result = await relay.whk(command, endpoint, ...flags, "-q")
  expect(result).toMatchObject({ exitCode: 6, stdout: "" })
  expect(result.stderr).toMatch(/^error .+\n {2}→ .+\n$/)
  expect(result.stderr).toContain(`Axie Studio: ${message}`)
})

test.each([
  [
    "an event that Axelered only announces",
    "axelered",
    ["document.ready"],
    "document.ready is announced by Axelered",
  ],
  [
    "an event aXcelerate may have added",
    "axcelerate",
    ["contact.contact_tagged"],
    "is not among the 38 known event",
  ],
])("%s is taken with a warning", async (_, provider, events, warning) => {
  const { exitCode, stderr } = await relay.whk(...at(provider, "--events", events.join(","), "-q"))
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/^warning .+\n$/)
  expect(stderr).toContain(warning)
})

test.each([
  ["axelered", "0123456789abcde", "has only 15 characters"],
  ["ainexlayer", "0123456789abcde", "has only 15 characters"],
  ["accelex", "accelex_live_0123456789", "looks like an API key"],
])(
  "a doubtful secret of %s is taken with a warning, by create and by rotate",
  async (provider, secret, said) => {
    const created = await relay.whk(...at(provider, "--events", "*", "--secret", secret, "-q", "--json"))
    const { id } = JSON.parse(created.stdout)
    await relay.whk("rotate", id, "-q")
    const rotated = await relay.whk("rotate", id, "--secret", secret, "-q")
    expect([created, rotated]).toMatchObject([
      { exitCode: 0, stderr: expect.stringContaining(said) },
      { exitCode: 0, stderr: expect.stringContaining(said) },
    ])
  },
)

test.each(["axelered", "ainexlayer", "accelex", "axcelerate"])(
  "%s takes a new secret by update, which never shows it",
  async (provider) => {
    const { id } = await relay.json(...at(provider, "--events", "*"))
    const { exitCode, stdout, stderr } = await relay.whk("update", id, "--secret", LONG_ENOUGH)
    expect(exitCode).toBe(0)
    expect(stdout + stderr).not.toContain(LONG_ENOUGH)
    expect(await relay.whk("rotate", id, "--secret", LONG_ENOUGH)).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining("The new secret is the one that is in use."),
    })
  },
)

test("a secret of 32 characters and a target on this machine are taken", async () => {
  const args = ["--provider", "axiestudio", "--events", "*", "--secret", LONG_ENOUGH]
  expect(await relay.json("create", "http://localhost:3999/hooks", ...args)).toMatchObject({
    url: "http://localhost:3999/hooks",
    secret: LONG_ENOUGH,
  })
})

test("an Axelered endpoint cannot be disabled, and says what to do instead", async () => {
  const { id } = await relay.json(...at("axelered", "--events", "process.completed"))
  expect(await relay.whk("disable", id, "-q")).toMatchObject({
    exitCode: 6,
    stdout: "",
    stderr:
      "error Axelered: an endpoint cannot be switched off, active is false.\n  → Delete the endpoint to stop its deliveries.\n",
  })
})
