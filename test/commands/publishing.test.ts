import { expect, test } from "vitest"
import { firstHeader } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { startManagedRelay } from "../support/managed-relay.ts"
import { startReceiver } from "../support/receiver.ts"
import { verify } from "../support/signing.ts"

test("trigger without --to reaches every subscribed endpoint of that provider and tells each attempt", async () => {
  await using relay = await startManagedRelay()
  const [first, second, other] = await Promise.all([
    startReceiver(() => 200),
    startReceiver(() => 200),
    startReceiver(() => 200),
  ])
  await relay.json("create", first.url, "--provider", "axiestudio", "--events", "user.created")
  await relay.json("create", second.url, "--provider", "axiestudio", "--events", "user.*")
  await relay.json("create", other.url, "--provider", "ainexlayer", "--events", "user.created")
  const { exitCode, stdout, stderr } = await relay.whk("trigger", "user.created")
  expect(exitCode).toBe(0)
  expect(stdout.trimEnd().split("\n")).toHaveLength(2)
  expect(stdout).toContain("✓ attempt 1  200 in")
  expect(stderr).toContain("2 of 2 delivered.")
  expect([first, second, other].map(({ requests }) => requests.length)).toEqual([1, 1, 0])
})

test("the attempts are JSON lines of the contract", async () => {
  await using relay = await startManagedRelay({ timeScale: 1000 })
  const receiver = await startReceiver((_, number) => (number === 1 ? 500 : 200))
  await relay.json("create", receiver.url, "--provider", "ainexlayer", "--events", "user.login")
  const lines = await relay.lines("trigger", "user.login")
  expect(lines).toMatchObject([
    { type: "attempt", event: "user.login", attempt: 1, ok: false, outcome: "responded", status: 500 },
    { type: "attempt", event: "user.login", attempt: 2, ok: true, outcome: "responded", status: 200 },
  ])
  expect(Object.keys(lines[0])).toEqual([
    "type",
    "delivery",
    "event",
    "url",
    "attempt",
    "ok",
    "outcome",
    "status",
    "elapsedMs",
    "response",
  ])
})

test("what was given up is said, with the way to look closer, and ends with 1", async () => {
  await using relay = await startManagedRelay({ timeScale: 1000 })
  const receiver = await startReceiver(() => 500)
  await relay.json("create", receiver.url, "--provider", "ainexlayer", "--events", "user.login")
  const { exitCode, stdout, stderr } = await relay.whk("trigger", "user.login")
  expect(exitCode).toBe(1)
  expect(stdout.match(/✗ attempt/g)).toHaveLength(5)
  expect(stderr).toMatch(/0 of 1 delivered\.\n {2}dlv_\w+: given up after 5 attempts\nSee `whk delivery dlv_/)
})

test("an attempt due later than anyone waits for is announced instead", async () => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver(() => 500)
  await relay.json("create", receiver.url, "--provider", "stripe", "--events", "*")
  const { exitCode, stderr } = await relay.whk("trigger", "invoice.paid", "--provider", "stripe")
  expect(stderr).toMatch(/dlv_\w+: attempt 2 is due in \d+[sm]/)
  expect(exitCode).toBe(1)
})

test("with --no-wait the deliveries are named and nothing is waited for", async () => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver(() => new Promise<number>(() => {}))
  await relay.json("create", receiver.url, "--provider", "axiestudio", "--events", "user.created")
  const lines = await relay.lines("trigger", "user.created", "--no-wait")
  expect(lines).toMatchObject([{ type: "published", deliveries: [expect.stringMatching(/^dlv_/)] }])
})

test("exact bytes and changed fields reach the endpoint, signed with its own secret", async () => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver(() => 200)
  const { secret } = await relay.json(
    "create",
    receiver.url,
    "--provider",
    "axiestudio",
    "--events",
    "user.created",
  )
  await relay.whk("trigger", "user.created", "--set", "data.role=owner")
  const { headers, body } = receiver.requests[0]!
  expect(JSON.parse(body.toString())).toMatchObject({ event: "user.created", data: { role: "owner" } })
  expect(firstHeader(headers, "x-webhook-event")).toBe("user.created")
  const { scheme } = findProvider("axiestudio")
  const now = Date.now()
  expect(verify(scheme, { headers, body, secrets: [secret], nowMs: now })).toMatchObject({ verified: true })
})

test("when nobody is subscribed it says which endpoints there are and what would change that", async () => {
  await using relay = await startManagedRelay()
  const none = await relay.whk("trigger", "user.created")
  expect(none).toMatchObject({
    exitCode: 1,
    stdout: "",
    stderr: expect.stringContaining("Register one: whk create"),
  })
  const other = await relay.json(
    "create",
    "https://example.com/a",
    "--provider",
    "axiestudio",
    "--events",
    "role.changed",
  )
  const unsubscribed = await relay.whk("trigger", "user.created")
  expect(unsubscribed.stderr).toContain(`${other.id}  not subscribed  https://example.com/a`)
  expect(unsubscribed.stderr).toContain(`whk update ${other.id} --add-event user.created`)
  const inactive = await relay.json(
    "create",
    "https://example.com/b",
    "--events",
    "user.created",
    "--inactive",
  )
  const switchedOff = await relay.whk("trigger", "user.created")
  expect(switchedOff.stderr).toContain(`whk enable ${inactive.id}`)
  expect(switchedOff.exitCode).toBe(1)
})

test("nobody subscribed is a JSON error with --json", async () => {
  await using relay = await startManagedRelay()
  const { exitCode, stdout, stderr } = await relay.whk("trigger", "user.created", "--json")
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" })
  expect(JSON.parse(stderr.trimEnd().split("\n").at(-1)!)).toMatchObject({
    error: { code: "NOBODY_SUBSCRIBED" },
  })
})

test.each<[string, string[], RegExp]>([
  ["no event", ["trigger"], /<event> is missing/],
  ["a mistyped event", ["trigger", "user.craeted"], /"user\.craeted"/],
  ["a secret without --to", ["trigger", "user.created", "--secret", "env:X"], /--secret is for one target/],
  ["a header without --to", ["trigger", "user.created", "--header", "a: b"], /--header is for one target/],
])("%s is refused", async (_, args, message) => {
  await using relay = await startManagedRelay()
  expect(await relay.whk(...args)).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: expect.stringMatching(message),
  })
})
