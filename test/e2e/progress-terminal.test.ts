import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect } from "vitest"
import { startApp } from "../support/app.ts"
import { startRawServer } from "../support/raw-server.ts"
import { openTerminal, terminalTest } from "../support/terminal.ts"
import { whkHome } from "../support/whk-home.ts"

const MANY = 20

/** A file with many requests that nobody can verify, each a line. */
async function writeMany(folder: string): Promise<void> {
  const capture = {
    whk: "capture/1",
    receivedAt: "2026-01-15T02:03:04.567Z",
    method: "POST",
    url: "https://example.com/hooks",
    headers: [["Content-Type", "application/json"]],
    bodyBase64: "e30=",
  }
  const lines = Array.from({ length: MANY }, (_, index) => JSON.stringify({ ...capture, id: `dlv_${index}` }))
  await writeFile(join(folder, "many.jsonl"), `${lines.join("\n")}\n`)
}

terminalTest(
  "long work shows how far it is on the terminal's stderr, and nothing of it is left",
  async () => {
    await using home = await whkHome()
    await using app = await startRawServer()
    await using terminal = await openTerminal({ cwd: home.path, env: home.env })
    await terminal.enter(
      `whk trigger user.created --count 3000 --concurrency 1 --to localhost:${app.port} > out; echo "code $?"`,
    )
    await terminal.shows(/━+─+ \d+ of 3000 sent/)
    await terminal.press("C-c")
    const screen = await terminal.shows("code 130")
    expect(screen).not.toContain("of 3000 sent")
    // oxlint-disable-next-line no-control-regex
    expect(await readFile(join(home.path, "out"), "utf8")).not.toMatch(/[\u001b\r]|of 3000/)
  },
)

terminalTest("lines that are told on the way stand above it, whole", async () => {
  await using home = await whkHome()
  let seen!: () => void
  const isSeen = new Promise<void>((resolve) => (seen = resolve))
  let count = 0
  await using app = await startApp((_, response) => {
    count += 1
    if (count <= 200) response.end()
    else void isSeen.then(() => response.end())
  })
  await using terminal = await openTerminal({ cwd: home.path, env: home.env, columns: 80, rows: 10 })
  await terminal.enter(`whk trigger user.created --count 400 --concurrency 1 --to localhost:${app.port}`)
  await terminal.shows(/attempt 1 {2}200 in .*\n━*─* 200 of 400 sent\n$/)
  seen()
  await terminal.shows("400 accepted")
  const told = (await terminal.history()).match(/^✓ attempt 1 {2}200 in \d+ms {2}http\S+$/gm) ?? []
  expect(told).toHaveLength(400)
})

terminalTest("behind a pipe there may be a pager, so that nothing is shown", async () => {
  await using home = await whkHome()
  await writeMany(home.path)
  await using terminal = await openTerminal({ cwd: home.path, env: home.env })
  const typed = join(home.path, "typed")
  await terminal.recordTo(typed)
  await terminal.enter('clear; (cat many.jsonl; sleep 2) | whk verify | tail -1 > out; echo "end $?"')
  await terminal.shows(/^end \d/m)
  expect(await readFile(typed, "utf8")).not.toContain("judged")
  await terminal.recordTo(typed)
  await terminal.enter('clear; (cat many.jsonl; sleep 2) | whk verify > out; echo "done $?"')
  await terminal.shows(/… 20 judged/)
  await terminal.shows(/^done 1/m)
  expect(await readFile(typed, "utf8")).toContain("judged")
})
