import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { expect } from "vitest"
import { type RawServer, startRawServer } from "../support/raw-server.ts"
import { openTerminal, type Terminal, terminalTest } from "../support/terminal.ts"
import { whkHome, type WhkHome } from "../support/whk-home.ts"

const SECRET = "whsec_a-secret-of-the-test-0123456789"
const PROVIDER = "--provider axiestudio"

interface Rig extends AsyncDisposable {
  readonly home: WhkHome
  readonly app: RawServer
  readonly terminal: Terminal
  readonly url: string
  /** Sends a signed event to the listener. */
  fire(event: string, secret?: string): Promise<void>
  /** Posts a body to the listener, to a path behind its own. */
  post(path: string, body: string): Promise<void>
}

/** A listener in its live view, ready. */
async function startLive(
  size: { readonly columns?: number; readonly rows?: number } = {},
  { env = {}, flags = "" }: { readonly env?: Record<string, string>; readonly flags?: string } = {},
): Promise<Rig> {
  const home = await whkHome()
  const app = await startRawServer()
  const terminal = await openTerminal({ ...size, cwd: home.path, env: { ...home.env, ...env } })
  await terminal.enter("clear; stty -a > before")
  await terminal.enter(
    `whk listen --forward ${app.port} ${PROVIDER} --verify --secret ${SECRET} --ready-file ready ${flags}; echo "code $?"`,
  )
  await terminal.shows("connected")
  const { url } = await ready(join(home.path, "ready"))
  return {
    home,
    app,
    terminal,
    url,
    async fire(event, secret = SECRET) {
      const args = ["trigger", event, ...PROVIDER.split(" "), "--to", url, "--secret", secret]
      expect(await home.run(args)).toMatchObject({ exitCode: 0 })
    },
    async post(path, body) {
      await fetch(url + path, { method: "POST", body })
    },
    async [Symbol.asyncDispose]() {
      await terminal[Symbol.asyncDispose]()
      await app[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}

async function ready(path: string): Promise<{ readonly url: string }> {
  for (;;) {
    const text = await readFile(path, "utf8").catch(() => "")
    if (text.endsWith("\n")) return JSON.parse(text) as { url: string }
    await pause(20)
  }
}

/** The widest line of a screen, in characters. */
function widest(screen: string): number {
  return Math.max(...screen.split("\n").map((line) => line.length))
}

terminalTest("on a terminal listen shows where it listens, a line per delivery, and the counts", async () => {
  await using rig = await startLive()
  const { terminal, url, app } = rig
  const start = await terminal.shows("Nothing has come yet")
  expect(start).toContain(url)
  expect(start).toContain(`http://localhost:${app.port}/`)
  expect(start).toMatch(/● connected {2}0 total {2}0 2xx {2}0 failed {2}0 waiting/)
  await rig.fire("user.created")
  await rig.fire("user.updated", "another-secret-of-the-test-0123456789")
  const screen = await terminal.shows(/2 total {2}2 2xx {2}0 failed {2}1 not verified {2}0 waiting/)
  expect(screen).toMatch(/\d\d:\d\d:\d\d {2}200 +\d+ms {2}✓ *user\.created +POST \//)
  expect(screen).toMatch(/\d\d:\d\d:\d\d {2}200 +\d+ms {2}✗ *user\.updated +POST \/ .*no-match/)
})

terminalTest("the keys select a delivery, show it in full, and send it again", async () => {
  await using rig = await startLive()
  const { terminal, app } = rig
  await rig.fire("user.created")
  await rig.fire("user.updated")
  await terminal.shows("2 total")
  await terminal.press("k", "k")
  await terminal.shows(/▸ \d\d:\d\d:\d\d .*user\.created/)
  await terminal.press("j")
  await terminal.shows(/▸ \d\d:\d\d:\d\d .*user\.updated/)
  await terminal.press("Up", "d")
  const detail = await terminal.shows(/event +user\.created/)
  expect(detail).toMatch(/verdict +✓ verified/)
  expect(detail).toMatch(/request +POST \//)
  await terminal.press("Escape")
  await terminal.shows(/▸ .*user\.created/)
  await terminal.press("r")
  await terminal.shows("Sent again: 200.")
  expect(await terminal.shows("3 total")).toContain("attempt 2")
  expect(app.requests).toHaveLength(3)
  await terminal.press("o")
  await terminal.shows(/^http:\/\/127\.0\.0\.1:\d+\/inspect#code=\S+$/m)
  await terminal.shows("it works once")
  await terminal.press("?")
  await terminal.shows("Ctrl-Z")
  await terminal.press("Escape")
  await terminal.hides("Ctrl-Z")
})

terminalTest(
  "a filter is typed where the keys stood, is said while it holds, and Escape ends it",
  async () => {
    await using rig = await startLive()
    const { terminal } = rig
    await rig.fire("user.created")
    await rig.fire("user.updated")
    await terminal.shows("2 total")
    await terminal.press("f")
    await terminal.type("upDATEDx")
    await terminal.press("BSpace")
    await terminal.shows("filter › upDATED")
    expect(await terminal.hasCursor()).toBe(true)
    await terminal.press("Enter")
    const filtered = await terminal.shows('only "upDATED"')
    expect(filtered).not.toContain("user.created")
    expect(filtered).toContain("user.updated")
    await terminal.press("Escape")
    expect(await terminal.shows("user.created")).not.toContain('only "')
  },
)

terminalTest("it follows the size of the terminal down to 40 columns, and no line is broken", async () => {
  await using rig = await startLive({ columns: 110, rows: 30 })
  const { terminal } = rig
  await rig.fire("user.created")
  await rig.post("/日本/x", '{"type":"注文が作成されましたという長い名前の出来事がありました🙂🙂"}')
  await terminal.shows("2 total")
  await terminal.resize(40, 12)
  const narrow = await terminal.shows(/r replay {2}d detail {2}f filter {2}\? keys\n$/)
  expect(narrow).toMatch(/^ {2}\d\d:\d\d:\d\d {2}200 +✗ {2}注文が作成.*…$/m)
  expect(narrow).toMatch(/^ {2}\d\d:\d\d:\d\d {2}200 +✓ {2}user\.created$/m)
  expect(widest(narrow)).toBeLessThan(40)
  await terminal.press("d")
  await terminal.shows("Esc back")
  await terminal.press("Escape")
  await terminal.resize(120, 40)
  const wide = await terminal.shows("✓ verified")
  expect(wide.match(/user\.created/g)).toHaveLength(1)
  expect(wide.match(/connected/g)).toHaveLength(1)
})

terminalTest("q drains and ends with 0, Ctrl-C with 130, and the terminal is as it was before", async () => {
  for (const [key, code] of [
    ["q", 0],
    ["C-c", 130],
  ] as const) {
    await using rig = await startLive()
    const { terminal, home } = rig
    await rig.fire("user.created")
    await terminal.shows("1 total")
    expect(await terminal.hasCursor()).toBe(false)
    await terminal.press(key)
    const left = await terminal.shows(`code ${code}`)
    expect(left).toContain("user.created")
    expect(left).not.toContain("connected")
    expect(await terminal.hasCursor()).toBe(true)
    await terminal.enter("stty -a > after; echo written")
    await terminal.shows("written\n")
    const [before, after] = await Promise.all(
      ["before", "after"].map((name) => readFile(join(home.path, name), "utf8")),
    )
    expect(after).toBe(before)
  }
})

terminalTest("Ctrl-Z gives the terminal back, and fg takes it up again", async () => {
  await using rig = await startLive()
  const { terminal, home } = rig
  await rig.fire("user.created")
  await terminal.shows("1 total")
  await terminal.press("C-z")
  await terminal.shows("Stopped")
  expect(await terminal.hasCursor()).toBe(true)
  await terminal.enter("stty -a > stopped; echo written")
  await terminal.shows("written\n")
  expect(await readFile(join(home.path, "stopped"), "utf8")).toBe(
    await readFile(join(home.path, "before"), "utf8"),
  )
  await terminal.enter("clear; fg")
  const again = await terminal.shows("r replay")
  expect(again.match(/user\.created/g)).toHaveLength(1)
  await rig.fire("user.updated")
  await terminal.shows("2 total")
  await terminal.press("q")
  await terminal.hides("r replay")
  await terminal.enter('echo "end $?"')
  await terminal.shows("end 0")
})

terminalTest("a crash and a SIGTERM leave the terminal in order too", async () => {
  for (const [signal, said] of [
    ["SIGTERM", "code 143"],
    // Whoever lies in wait for it in a test: an error that nobody expects, thrown in the middle of it.
    ["SIGUSR2", "code 70"],
  ] as const) {
    await using rig = await startLive({}, { env: { NODE_OPTIONS: `--import=data:text/javascript,${CRASH}` } })
    const { terminal, home } = rig
    process.kill(await home.hostPid(), signal)
    await terminal.shows(said)
    expect(await terminal.hasCursor()).toBe(true)
    await terminal.enter("stty -a > after; echo written")
    await terminal.shows("written\n")
    expect(await readFile(join(home.path, "after"), "utf8")).toBe(
      await readFile(join(home.path, "before"), "utf8"),
    )
  }
})

const CRASH = encodeURIComponent('process.on("SIGUSR2",()=>{throw new Error("on-purpose")})')

terminalTest(
  "with NO_COLOR the view is the same without a colour; otherwise it uses the theme's own",
  async () => {
    const painted: string[] = []
    for (const env of [{ NO_COLOR: "1" }, {}]) {
      await using rig = await startLive({}, { env })
      await rig.fire("user.created")
      await rig.terminal.shows("1 total")
      await rig.terminal.press("k")
      await rig.terminal.shows("▸")
      painted.push(await rig.terminal.painted())
    }
    const [without = "", usual = ""] = painted
    // oxlint-disable-next-line no-control-regex
    expect(without).not.toMatch(/\u001b\[[\d;]*m/)
    // oxlint-disable-next-line no-control-regex
    const codes = new Set([...usual.matchAll(/\u001b\[([\d;]*)m/g)].flatMap(([, list]) => list!.split(";")))
    // No black, no white, no grey, no background: they vanish on one theme or another.
    expect([...codes].filter((code) => /^(?:30|37|38|48|4[0-8]|9\d|10\d)$/.test(code))).toEqual([])
    expect(codes).toContain("32")
  },
)

terminalTest("TERM=dumb and --no-interactive get lines, and no key is taken from the terminal", async () => {
  for (const how of ["TERM=dumb whk listen", "whk listen --no-interactive"]) {
    await using home = await whkHome()
    await using terminal = await openTerminal({ cwd: home.path, env: home.env })
    await terminal.enter(`${how} --ready-file ready; echo "code $?"`)
    await terminal.shows(/^ready +http/m)
    const { url } = await ready(join(home.path, "ready"))
    await fetch(url, { method: "POST", body: '{"type":"a.b"}' })
    const screen = await terminal.shows(/\d\d:\d\d:\d\d {2}200 .*POST \//)
    expect(screen).not.toContain("connected")
    await terminal.press("C-c")
    await terminal.shows("code 130")
  }
})

terminalTest(
  "output that is piped or sent to a file has no control codes, and --json stays JSON",
  async () => {
    const evil = JSON.stringify({ type: 'a\u001b[2J\u202e\u0007"\n\u009b31m', x: "\u001b]0;title\u0007" })
    for (const flags of ["", "--json"]) {
      await using home = await whkHome()
      await using terminal = await openTerminal({ cwd: home.path, env: home.env })
      await terminal.enter(`whk listen ${flags} --until 1 --ready-file ready | cat > out; echo "code $?"`)
      const { url } = await ready(join(home.path, "ready"))
      await fetch(`${url}/%1b[2J?a=%0a`, { method: "POST", body: evil })
      await terminal.shows("code 0")
      const written = await readFile(join(home.path, "out"), "utf8")
      // oxlint-disable-next-line no-control-regex
      expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      const lines = written.trimEnd().split("\n")
      expect(lines.length).toBeGreaterThanOrEqual(2)
      if (flags !== "") for (const line of lines) expect(JSON.parse(line)).toHaveProperty("type")
    }
  },
)
