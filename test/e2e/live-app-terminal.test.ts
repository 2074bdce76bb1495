import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect } from "vitest"
import { freePort } from "../support/free-port.ts"
import { openTerminal, type Terminal, terminalTest } from "../support/terminal.ts"
import { whkHome } from "../support/whk-home.ts"

/** An app that says in colours, on both streams, what it is asked for. */
const APP = `
const { createServer } = require("node:http")
createServer((request, response) => {
  console.log("\\u001b[32mout\\u001b[0m of the app")
  console.error("\\u001b[2J\\u001b[31merr\\u001b[0m of the app")
  response.end()
}).listen(Number(process.env.PORT))
`

/** A listener in its live view, with an app of its own; resolves with the URL that it shows. */
async function startLive(terminal: Terminal, folder: string, end = ""): Promise<string> {
  await writeFile(join(folder, "app.cjs"), APP)
  const app = `--exec "'${process.execPath}' app.cjs"`
  await terminal.enter(`whk listen --forward ${await freePort()} ${app} ${end}; echo "code $?"`)
  const screen = await terminal.shows(/connected[^]*http:\S+\/in\/\S+/)
  return /http:\S+\/in\/\S+/.exec(screen)![0]
}

async function post(url: string): Promise<void> {
  expect((await fetch(url, { method: "POST", body: '{"type":"a.b"}' })).status).toBe(200)
}

terminalTest("what the app of --exec says stands between the deliveries, and breaks nothing", async () => {
  await using home = await whkHome()
  await using terminal = await openTerminal({ cwd: home.path, env: home.env })
  await post(await startLive(terminal, home.path))
  await terminal.shows("1 total")
  const screen = await terminal.shows("err of the app")
  expect(screen).toMatch(/^out of the app$/m)
  expect(screen).toMatch(/^err of the app$/m)
  expect(screen.match(/connected/g)).toHaveLength(1)
  await terminal.press("q")
  const left = await terminal.shows("code 0")
  expect(left).toMatch(/^out of the app$/m)
})

terminalTest("with stderr in a file that is where the app of --exec says it", async () => {
  await using home = await whkHome()
  await using terminal = await openTerminal({ cwd: home.path, env: home.env })
  await post(await startLive(terminal, home.path, "2> said"))
  await terminal.shows("1 total")
  await terminal.press("q")
  const left = await terminal.shows("code 0")
  expect(left).not.toContain("of the app")
  const lines = (await readFile(join(home.path, "said"), "utf8")).split("\n")
  expect(lines).toContain("out of the app")
  expect(lines).toContain("err of the app")
})

terminalTest(
  "a burst of deliveries is counted to the last one, and all of them stay in the scrollback",
  async () => {
    await using home = await whkHome()
    await using terminal = await openTerminal({ cwd: home.path, env: home.env, rows: 20 })
    const url = await startLive(terminal, home.path, "2> said")
    const args = ["trigger", "user.created", "--to", url, "--count", "400", "--concurrency", "32"]
    expect(await home.run(args)).toMatchObject({ exitCode: 0 })
    await terminal.shows(/400 total {2}400 2xx {2}0 failed {2}0 waiting/)
    await terminal.press("q")
    await terminal.shows("code 0")
    const rows = (await terminal.history()).match(/^ {2}\d\d:\d\d:\d\d {2}200 .*user\.created/gm)
    expect(rows).toHaveLength(400)
  },
)
