// What the way through the relay costs: one webhook from a sender to an app, directly and through
// `whk relay` and `whk listen`, stored durably. Usage: npm run bench -- [--bytes 1024] [--count 10000]
import { readFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { Pool } from "undici"
import { APP, startProcess, WHK } from "./start-process.js"

const { values } = parseArgs({
  options: { bytes: { type: "string", default: "1024" }, count: { type: "string", default: "10000" } },
})

/** Processor time of a process so far, in microseconds; undefined where /proc is not there. */
function cpuMicroseconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ")
    return (Number(fields[13]) + Number(fields[14])) * 10_000
  } catch {
    return undefined
  }
}

/** Sends `count` bodies, `atOnce` at a time, and measures. */
async function load(url, { count, atOnce, body }) {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections: atOnce })
  const latencies = []
  let left = count
  const began = performance.now()
  const sender = async () => {
    while (left-- > 0) {
      const at = performance.now()
      const response = await pool.request({ method: "POST", path: pathname, body })
      await response.body.dump()
      if (response.statusCode !== 200) throw new Error(`a sender was told ${response.statusCode}`)
      latencies.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
  const seconds = (performance.now() - began) / 1000
  await pool.close()
  latencies.sort((a, b) => a - b)
  return {
    rate: Math.round(count / seconds),
    p50: latencies[count >> 1],
    p99: latencies[Math.floor(count * 0.99)],
  }
}

const home = await mkdtemp(join(tmpdir(), "whk-bench-"))
const env = { WHK_HOME: home }
const app = await startProcess(["-e", APP])
const direct = `http://127.0.0.1:${app.ready.port}/`
const relay = await startProcess([WHK, "relay", "--port", "0", "--rate", "0", "--json"], env)
const target = ["--relay", relay.ready.url, "--forward", String(app.ready.port)]
const listener = await startProcess([WHK, "listen", ...target, "--json"], env)
try {
  const body = Buffer.alloc(Number(values.bytes), "x")
  const count = Number(values.count)
  await load(listener.ready.url, { count, atOnce: 16, body })
  const rows = []
  for (const atOnce of [1, 16]) {
    const settings = { count: atOnce === 1 ? Math.ceil(count / 5) : count, atOnce, body }
    const without = await load(direct, settings)
    const before = [relay, listener].map(({ child }) => cpuMicroseconds(child.pid))
    const through = await load(listener.ready.url, settings)
    const [relayCpu, listenerCpu] = [relay, listener].map(({ child }, index) =>
      Math.round((cpuMicroseconds(child.pid) - before[index]) / settings.count),
    )
    rows.push({
      "at once": atOnce,
      "direct /s": without.rate,
      "tunnel /s": through.rate,
      "of direct": (through.rate / without.rate).toFixed(2),
      "added p50 ms": (through.p50 - without.p50).toFixed(2),
      "p99 ms": through.p99.toFixed(1),
      "relay µs": relayCpu,
      "listener µs": listenerCpu,
    })
  }
  console.table(rows)
} finally {
  for (const { child } of [listener, relay, app]) child.kill()
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
