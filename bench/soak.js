// Keeps a relay and a listener under steady load, history and retention on, and fails when memory, open files or the
// write-ahead log grow. Usage: npm run test:soak -- [--seconds 600] [--rate 300]
import { readdirSync, readFileSync, statSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { Pool } from "undici"
import { APP, startProcess, WHK } from "./start-process.js"

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: process.env.CI ? "60" : "600" },
    rate: { type: "string", default: "300" },
  },
})
const seconds = Number(values.seconds)
const rate = Number(values.rate)

const MIB = 1024 * 1024
const MOST_WAL = 64 * MIB
const MOST_GROWTH_PER_MINUTE = MIB
/** Of a short run the slope says little: what a heap may move by between two collections. */
const SWING = 24 * MIB
const RETENTION_SECONDS = 20

function sample(pid, wal) {
  const [, pages] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")
  return {
    rss: Number(pages) * 4096,
    files: readdirSync(`/proc/${pid}/fd`).length,
    wal: statSync(wal, { throwIfNoEntry: false })?.size ?? 0,
  }
}

/** Bytes a minute, by least squares. */
function slope(samples) {
  const count = samples.length
  const meanAt = samples.reduce((sum, { at }) => sum + at, 0) / count
  const mean = samples.reduce((sum, { rss }) => sum + rss, 0) / count
  const over = samples.reduce((sum, { at, rss }) => sum + (at - meanAt) * (rss - mean), 0)
  const under = samples.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0)
  return (over / under) * 60_000
}

const percentile = (sorted, share) => sorted[Math.floor(sorted.length * share)] ?? 0

const home = await mkdtemp(join(tmpdir(), "whk-soak-"))
const env = { WHK_HOME: home }
const app = await startProcess(["-e", APP])
const relay = await startProcess(
  [WHK, "relay", "--port", "0", "--json", "--rate", "0", "--retention", `${RETENTION_SECONDS}s`],
  env,
)
const listener = await startProcess(
  [WHK, "listen", "--relay", relay.ready.url, "--forward", String(app.ready.port), "--json"],
  env,
)
const wal = join(relay.ready.data, "whk.db-wal")
const { origin, pathname } = new URL(listener.ready.url)
const pool = new Pool(origin, { connections: 64 })

let sent = 0
let refused = 0
const latencies = []
const samples = []
const began = performance.now()
const elapsed = () => performance.now() - began
let inFlight = 0

async function send(number) {
  inFlight += 1
  const at = performance.now()
  const body = JSON.stringify({ number, pad: "x".repeat(number % 2000) })
  const response = await pool.request({ method: "POST", path: pathname, body }).catch(() => null)
  await response?.body.dump()
  if (response?.statusCode !== 200) refused += 1
  latencies.push({ at: elapsed(), ms: performance.now() - at })
  inFlight -= 1
}

let sampleAt = 0
while (elapsed() < seconds * 1000) {
  const due = (elapsed() / 1000) * rate
  while (sent < due && inFlight < 512) void send(sent++)
  if (elapsed() >= sampleAt) {
    samples.push({ at: elapsed(), ...sample(relay.child.pid, wal) })
    sampleAt += 1000
  }
  await new Promise((resolve) => setTimeout(resolve, 5))
}
while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 20))
await pool.close()

// The first part warms up: retention begins to take away what it then always takes.
const warm = samples.filter(({ at }) => at > Math.min(seconds * 400, 120_000))
const sorted = (from, to) =>
  latencies.flatMap(({ at, ms }) => (at >= from && at < to ? [ms] : [])).toSorted((a, b) => a - b)
const half = (seconds * 1000) / 2
const growth = slope(warm)
const rss = warm.map((one) => one.rss)
const swing = Math.max(...rss) - Math.min(...rss)
const files = warm.map((one) => one.files)
const most = Math.max(...samples.map((one) => one.wal))
const figures = {
  seconds,
  sent,
  "a second": Math.round(sent / seconds),
  refused,
  "RSS first MiB": Math.round(warm[0].rss / MIB),
  "RSS last MiB": Math.round(warm.at(-1).rss / MIB),
  "RSS MiB a minute": (growth / MIB).toFixed(2),
  "files first": files[0],
  "files most": Math.max(...files),
  "WAL most MiB": (most / MIB).toFixed(1),
  "p99 ms first half": percentile(sorted(0, half), 0.99).toFixed(1),
  "p99 ms second half": percentile(sorted(half, Infinity), 0.99).toFixed(1),
}
console.table([figures])
const wrong = [
  refused > 0 && `${refused} deliveries were refused`,
  sent < seconds * rate * 0.9 && `only ${sent} deliveries were sent`,
  growth > MOST_GROWTH_PER_MINUTE && swing > SWING && "memory grows",
  Math.max(...files) - files[0] > 16 && "open files grow",
  most > MOST_WAL && "the write-ahead log grows",
].filter(Boolean)
for (const { child } of [listener, relay, app]) {
  child.kill("SIGTERM")
  await new Promise((resolve) => child.once("exit", resolve))
}
await rm(home, { recursive: true })
if (wrong.length > 0) {
  console.error(`Not flat: ${wrong.join("; ")}.`)
  process.exitCode = 1
}
