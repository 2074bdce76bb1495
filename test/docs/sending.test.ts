import { expect, test } from "vitest"
import { caseIds } from "../../src/check/cases.ts"
import { blocksOf, pasted } from "../support/doc-page.ts"
import { startReceiver } from "../support/receiver.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const shells = [...blocksOf("docs/sending.md"), ...blocksOf("README.md")].flatMap(({ language, text }) =>
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

test("the README's lines are ones that the program takes", async () => {
  const lines = block("--time-scale 60").split("\n")
  const ids = lines.flatMap((line) => /--corrupt (\S+)/.exec(line)?.[1] ?? [])
  expect(ids.map((id) => caseIds({}).includes(id))).toEqual([true])
  await using folder = await temporaryFolder()
  for (const line of lines.filter((text) => text !== "")) {
    // Nothing is there: every line comes as far as saying so, and none is refused for its flags.
    const command = line.replace("localhost:3000", "127.0.0.1:9").replace("--edit", "--set a=1")
    const { exitCode, stderr } = await pasted(command.replace("60 ", "100000 "), { folder: folder.path })
    const isMissing = /session.har" does not exist|is not a delivery here/.test(stderr)
    expect([line, isMissing ? 5 : exitCode]).toEqual([line, 5])
  }
})
