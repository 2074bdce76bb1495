import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { startReceiver } from "../support/receiver.ts"
import { type RelayProcess, startRelayProcess } from "../support/relay-process.ts"

/** A relay on which every schedule runs a thousand times faster; gone when the test ends. */
async function startFastRelay(): Promise<RelayProcess> {
  const relay = await startRelayProcess(["--time-scale", "1000"])
  onTestFinished(() => relay[Symbol.asyncDispose]())
  return relay
}

async function endpointAt(
  relay: RelayProcess,
  url: string,
  provider: string,
  event: string,
): Promise<string> {
  const { id } = await relay.json("create", url, "--provider", provider, "--events", event)
  return id
}

test.each([
  ["axiestudio", "user.created", 201, 5],
  ["axiestudio", "user.created", 500, 5],
  ["ainexlayer", "user.login", 404, 5],
  ["axelered", "process.completed", 302, 6],
])(
  "an endpoint of %s that answers %s with %i is given up after exactly %i attempts, and replay delivers it",
  async (provider, event, refusal, count) => {
    const relay = await startFastRelay()
    const receiver = await startReceiver(() => refusal)
    const endpoint = await endpointAt(relay, receiver.url, provider, event)

    const attempts = await relay.lines("trigger", event, "--provider", provider)
    const numbers = Array.from({ length: count }, (_, index) => index + 1)
    expect(attempts.map(({ attempt }) => attempt)).toEqual(numbers)
    expect(attempts.filter(({ ok, status }) => ok || status !== refusal)).toEqual([])
    const [{ delivery }] = attempts
    expect(await relay.json("deliveries", endpoint, "--status", "failed")).toMatchObject({
      items: [{ id: delivery, attempts: count, responseStatus: refusal, nextAttemptAt: null }],
      next: null,
    })
    const { attemptLog } = await relay.json("delivery", delivery)
    expect(attemptLog.map(({ status }: { status: number }) => status)).toEqual(numbers.map(() => refusal))
    expect(receiver.requests).toHaveLength(count)
    expect(new Set(receiver.requests.map(({ body }) => body.toString())).size).toBe(1)

    receiver.answer(() => 200)
    const replayed = await relay.whk("replay", delivery)
    expect(replayed).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`attempt ${count + 1}  200`),
    })
    expect(receiver.requests.at(-1)!.body).toEqual(receiver.requests[0]!.body)
    expect(await relay.json("delivery", delivery)).toMatchObject({ status: "delivered", attempts: count + 1 })
  },
)

test.each([
  ["ainexlayer", "user.login"],
  ["axelered", "process.completed"],
  ["accelex", "case.closed"],
  ["axcelerate", "contact.contact_created"],
])("a 201 is success for %s", async (provider, event) => {
  const relay = await startFastRelay()
  const receiver = await startReceiver(() => 201)
  await endpointAt(relay, receiver.url, provider, event)
  const { exitCode, stdout } = await relay.whk("trigger", event, "--provider", provider)
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("✓ attempt 1  201")])
})

test("attempts go on until one is accepted, and no further", async () => {
  const relay = await startFastRelay()
  const receiver = await startReceiver((_, number) => (number < 3 ? 503 : 200))
  await endpointAt(relay, receiver.url, "accelex", "invoice.resolved")
  const attempts = await relay.lines("trigger", "invoice.resolved")
  expect(attempts.map(({ attempt, status, ok }) => [attempt, status, ok])).toEqual([
    [1, 503, false],
    [2, 503, false],
    [3, 200, true],
  ])
})

test("kill -9 of the relay in the middle of endpoint attempts loses none", async () => {
  const COUNT = 100
  const relay = await startFastRelay()
  const first = new Set<string>()
  const delivered = new Set<string>()
  let tell = (): void => {}
  // Every event is refused once; what the relay never heard the answer to must come again as well.
  const receiver = await startReceiver(({ body }) => {
    const { event_id: id } = JSON.parse(body.toString())
    const isNew = !first.has(id)
    first.add(id)
    if (!isNew) delivered.add(id)
    tell()
    return isNew ? 503 : 200
  })
  const until = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) await new Promise<void>((resolve) => (tell = resolve))
  }
  await endpointAt(relay, receiver.url, "accelex", "case.closed")
  const key = (await readFile(join(relay.home, "data", "local.key"), "utf8")).trim()
  const publish = async (): Promise<string> => {
    const response = await fetch(`${relay.url}/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ provider: "accelex", type: "case.closed" }),
    })
    return ((await response.json()) as { event: { id: string } }).event.id
  }
  const published = await Promise.all(Array.from({ length: COUNT }, publish))
  await until(() => delivered.size > 0)
  const restarted = relay.killAndRestart()
  expect(delivered.size).toBeLessThan(COUNT)
  await restarted

  await until(() => delivered.size === COUNT)
  expect(delivered).toEqual(new Set(published))
  let { deliveries } = await relay.json("stats")
  while (deliveries.pending > 0) ({ deliveries } = await relay.json("stats"))
  expect(deliveries).toMatchObject({ delivered: COUNT, failed: 0 })
})
