import { expect, test } from "vitest"
import { blocksOf, pasted } from "../support/doc-page.ts"
import { startReceiver } from "../support/receiver.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const shells = blocksOf("docs/sending.md").flatMap(({ language, text }) =>
  language === "sh" && text.includes("trigger") ? [text] : [],
)
const block = (words: string): string => shells.find((text) => text.includes(words))!

async function paste(words: string, status: number | ((number: number) => number)) {
  await using folder = await temporaryFolder()
  const receiver = await startReceiver((_, number) => (typeof status === "number" ? status : status(number)))
  const commands = block(words).replaceAll("localhost:3456", new URL(receiver.url).host)
  return { ...(await pasted(commands, { folder: folder.path, options: "-eu" })), receiver }
}

test("many at one time are sent, counted and timed as the page says", async () => {
  const { exitCode, receiver, stderr } = await paste("--count 50 --concurrency 5", 200)
  expect([exitCode, receiver.requests.length]).toEqual([0, 50])
  expect(stderr).toMatch(/50 sent, 50 accepted; p50 [\d.]+ms, p95 [\d.]+ms\.$/)
})

test("the schedule ends when one is accepted", async () => {
  const { exitCode, receiver } = await paste("--retry --time-scale 100", (number) => (number < 4 ? 500 : 200))
  expect([exitCode, receiver.requests.length]).toEqual([0, 4])
})

test("what was captured goes where the page says it goes", async () => {
  const { exitCode, receiver } = await paste("--from session.har --to localhost:3456\n", 200)
  expect([exitCode, receiver.requests.map(({ target }) => target)]).toEqual([
    0,
    ["/hooks?shop=1", "/other?shop=1", "/other?shop=1"],
  ])
})

test("what must be refused ends with 0 when it is", async () => {
  expect((await paste("hooks --corrupt", 401)).exitCode).toBe(0)
  expect((await paste("hooks --corrupt", 200)).exitCode).toBe(1)
})
