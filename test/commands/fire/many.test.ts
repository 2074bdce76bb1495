import { expect, test } from "vitest"
import { startReceiver } from "../../support/receiver.ts"
import { runWhk, temporaryFolder } from "../../support/run-whk.ts"
import { ofType, startWhk } from "../../support/start-whk.ts"

const event = ["trigger", "user.created", "--provider", "ainexlayer"]

function idsOf(bodies: readonly { readonly body: Buffer }[]): Set<string> {
  return new Set(bodies.map(({ body }) => String(JSON.parse(body.toString()).id)))
}

test("--count sends so many events, each with an id of its own, and tells counts and times", async () => {
  const receiver = await startReceiver(() => 200)
  const { exitCode, stdout, stderr } = await runWhk([...event, "--to", receiver.url, "--count", "7"])
  expect(exitCode).toBe(0)
  expect(stdout.trimEnd().split("\n")).toHaveLength(7)
  expect(receiver.requests).toHaveLength(7)
  expect(new Set(receiver.requests.map(({ body }) => body.toString())).size).toBe(7)
  expect(stderr).toMatch(/^7 sent, 7 accepted; p50 \d[\d.]*ms, p95 \d[\d.]*ms\.$/m)
})

test("--seed makes every one of them the same", async () => {
  const receiver = await startReceiver(() => 200)
  const fixed = ["--seed", "7", "--timestamp", "1768442584", "--count", "3"]
  await runWhk([...event, "--to", receiver.url, ...fixed])
  expect(new Set(receiver.requests.map(({ body }) => body.toString())).size).toBe(1)
})

test("--id fixes the id of every one", async () => {
  const receiver = await startReceiver(() => 200)
  await runWhk([...event, "--to", receiver.url, "--id", "evt_mine", "--count", "3"])
  expect(idsOf(receiver.requests)).toEqual(new Set(["evt_mine"]))
})

test("--concurrency keeps so many under way and never more", async () => {
  let under = 0
  let most = 0
  const receiver = await startReceiver(async (_, number) => {
    under += 1
    most = Math.max(most, under)
    // The first ones wait for each other: with fewer at one time nobody would ever be answered.
    await receiver.received(Math.min(number, 4) === number ? 4 : 0)
    await new Promise((resolve) => setImmediate(resolve))
    under -= 1
    return 200
  })
  const many = ["--count", "40", "--concurrency", "4"]
  const { exitCode } = await runWhk([...event, "--to", receiver.url, ...many])
  expect([exitCode, receiver.requests.length, most]).toEqual([0, 40, 4])
})

test("one refusal among many ends with 1 and is counted by its status", async () => {
  const receiver = await startReceiver((_, number) => (number === 3 ? 500 : 200))
  const { exitCode, stderr } = await runWhk([...event, "--to", receiver.url, "--count", "5"])
  expect(exitCode).toBe(1)
  expect(stderr).toContain("5 sent, 4 accepted, 1 × 500;")
})

test("nobody at the target ends with 5 after the first, not after all", async () => {
  const { exitCode, stdout, stderr } = await runWhk([...event, "--to", "127.0.0.1:9", "--count", "1000"])
  expect(exitCode).toBe(5)
  expect(stdout.trimEnd().split("\n")).toHaveLength(1)
  expect(stderr).toContain("Nothing answers at 127.0.0.1:9")
})

test("Ctrl-C in the middle ends with 130 and still tells the counts", async () => {
  await using home = await temporaryFolder()
  const receiver = await startReceiver((_, number) => (number <= 3 ? 200 : new Promise<number>(() => {})))
  const args = [...event, "--to", receiver.url, "--count", "100"]
  const running = startWhk(args, { WHK_HOME: home.path })
  await running.count(ofType("attempt"), 3)
  await receiver.received(4)
  expect(await running.kill("SIGINT")).toBe(130)
  expect(running.stderr()).toContain("3 accepted")
})

test.each([
  [["--count", "0"], '"0" is not a number of at least 1.'],
  [["--count", "many"], '"many" is not a number of at least 1.'],
  [["--concurrency", "5000"], '"5000" is more than 1000 requests at one time.'],
  [["--time-scale", "60"], "--time-scale says nothing without --retry"],
  [["--retry", "--time-scale", "0"], '"0" is not a time scale.'],
  [["--retry", "--timestamp", "1768442584"], "--timestamp cannot go with --retry"],
  [["--resign"], "--resign says nothing without --from"],
  [["--from", "-"], '"user.created" cannot go with --from'],
  [["--corrupt", "unsigned", "--count", "2"], "'--corrupt <case>' cannot be used with option '--count <n>'"],
  [["--handshake", "--retry"], "'--handshake' cannot be used with option '--retry'"],
])("flags that contradict each other are refused: %j", async (flags, words) => {
  const { exitCode, stderr } = await runWhk(["trigger", "user.created", "--to", "127.0.0.1:9", ...flags])
  expect(stderr).toContain(words)
  expect(exitCode).toBe(2)
})

test.each(["--count=2", "--concurrency=2", "--retry", "--corrupt=unsigned"])(
  "%s is refused without --to, where the relay sends",
  async (flag) => {
    const { exitCode, stderr } = await runWhk(["trigger", "user.created", flag])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("is for one target: without --to")])
  },
)
