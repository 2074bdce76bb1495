import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { ADMITTED_PER_SECOND } from "../../src/relay/hub/admission.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { ofType, startWhk } from "../support/start-whk.ts"
import { startChild } from "./support/child.ts"
import { figures } from "./support/figures.ts"
import { cpuSeconds } from "./support/process-figures.ts"

const LISTENERS = 1000

interface Welcome {
  readonly listener: number
  readonly at: number
}

function welcomes(lines: readonly string[]): Welcome[] {
  return lines.map((line) => {
    const [listener, at] = line.split(" ").map(Number)
    return { listener: listener!, at: at! }
  })
}

/** The most of them in any one second. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length))
}

test(
  "R20: after a restart of the relay a thousand listeners are back within a minute, let in at a rate",
  { timeout: 120_000 },
  async ({ task }) => {
    await using home = await temporaryFolder()
    const env = { WHK_HOME: home.path }
    const first = startWhk(["relay", "--port", "0"], env)
    const url = String((await first.line(ofType("ready")))["url"])
    const key = (await readFile(join(home.path, "data", "local.key"), "utf8")).trim()
    await using herd = await startChild("herd-child.ts", [url, key, String(LISTENERS)])
    await herd.until((lines) => lines.length === LISTENERS)

    await first.kill("SIGTERM")
    const from = Date.now()
    const second = startWhk(["relay", "--port", new URL(url).port], env)
    await second.line(ofType("ready"))
    let busySeconds = 0
    let used = cpuSeconds(second.pid)
    const meter = setInterval(() => {
      const now = cpuSeconds(second.pid)
      if (now - used > 0.9) busySeconds += 1
      used = now
    }, 1000)
    await herd.until((lines) => lines.length === 2 * LISTENERS)
    clearInterval(meter)

    const back = welcomes(herd.lines.slice(LISTENERS))
    const rate = mostInASecond(back.map(({ at }) => at))
    const lastMs = Math.max(...back.map(({ at }) => at)) - from
    expect(new Set(back.map(({ listener }) => listener)).size).toBe(LISTENERS)
    expect(lastMs).toBeLessThan(60_000)
    // They are counted where they arrive, so a few of one second may be seen in the next.
    expect(rate).toBeLessThan(1.5 * ADMITTED_PER_SECOND)
    expect(busySeconds).toBeLessThanOrEqual(10)
    await second.kill("SIGTERM")
    figures(task, {
      listeners: LISTENERS,
      "all back after, s": Math.round(lastMs / 100) / 10,
      "handshakes in a second, at most": rate,
      "seconds of a busy core": busySeconds,
    })
  },
)
