// Whether `whk verify` needs more memory for more captures: makes a file of signed captures, verifies it, and prints
// the throughput and the resident memory on the way.
// Usage: npm run bench:verify -- [--size 200] (MB) [--body 2048] (bytes) [--format capture|har|ngrok|webhook-site]
import { spawn } from "node:child_process"
import { createHmac } from "node:crypto"
import { once } from "node:events"
import { createWriteStream, readFileSync } from "node:fs"
import { mkdtemp, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "200" },
    body: { type: "string", default: "2048" },
    format: { type: "string", default: "capture" },
  },
})
const WHK = fileURLToPath(new URL("../bin/whk.js", import.meta.url))
const SECRET = "0123456789abcdef0123456789abcdef"
const SAMPLES = 8

const FORMATS = {
  capture: { start: "", between: "\n", end: "\n", write: capture },
  har: { start: '{"log":{"version":"1.2","entries":[\n', between: ",\n", end: "\n]}}\n", write: harEntry },
  ngrok: { start: '{"requests":[\n', between: ",\n", end: "\n]}\n", write: ngrokRequest },
  "webhook-site": { start: '{"data":[\n', between: ",\n", end: "\n]}\n", write: webhookSiteRequest },
}

/** A body of its own for every number, and its headers, signed as Axie Studio signs. */
function signed(number) {
  const body = JSON.stringify({ id: number, text: "x".repeat(Math.max(Number(values.body) - 30, 0)) })
  const digest = createHmac("sha256", SECRET).update(body).digest("hex")
  return {
    body,
    headers: [
      ["Host", "hooks.example.com"],
      ["Content-Type", "application/json"],
      ["X-Webhook-Event", "user.created"],
      ["X-Webhook-Signature", `sha256=${digest}`],
      ["X-Webhook-Timestamp", "1768442584"],
      ["Content-Length", String(Buffer.byteLength(body))],
    ],
  }
}

const URL_ = "https://hooks.example.com/in"

function capture(number) {
  const { headers, body } = signed(number)
  const bodyBase64 = Buffer.from(body).toString("base64")
  return JSON.stringify({
    whk: "capture/1",
    id: `dlv_${number}`,
    method: "POST",
    url: URL_,
    headers,
    bodyBase64,
  })
}

function harEntry(number) {
  const { headers, body } = signed(number)
  const named = headers.map(([name, value]) => ({ name, value }))
  return JSON.stringify({ request: { method: "POST", url: URL_, headers: named, postData: { text: body } } })
}

function ngrokRequest(number) {
  const { headers, body } = signed(number)
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")
  const raw = Buffer.from(`POST /in HTTP/1.1\r\n${lines}\r\n${body}`).toString("base64")
  return JSON.stringify({ id: String(number), request: { raw } })
}

function webhookSiteRequest(number) {
  const { headers, body } = signed(number)
  const named = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), [value]]))
  return JSON.stringify({ uuid: String(number), method: "POST", url: URL_, headers: named, content: body })
}

/** Writes captures until the file is as large as it should be, and says how many there are. */
async function makeFile(path, { start, between, end, write }) {
  const file = createWriteStream(path)
  file.write(start)
  const wanted = Number(values.size) * 1_000_000
  let count = 0
  for (let written = 0; written < wanted; count += 1) {
    const text = (count === 0 ? "" : between) + write(count)
    written += text.length
    if (!file.write(text)) await once(file, "drain")
  }
  file.end(end)
  await once(file, "finish")
  return count
}

/** Resident memory of a process now and at its peak, in MB; undefined where /proc is not there. */
function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8")
    const read = (field) => Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)[1]) / 1024)
    return { now: read("VmRSS"), peak: read("VmHWM") }
  } catch {
    return undefined
  }
}

/** Verifies the file in a child process, and looks at its memory each time another part of the answers has come. */
async function verify(path, { count, home }) {
  const began = performance.now()
  const child = spawn(process.execPath, [WHK, "verify", path, "--secret", SECRET, "--json"], {
    env: { ...process.env, WHK_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const rows = []
  let lines = 0
  child.stdout.on("data", (data) => {
    for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) lines += 1
    if (lines < ((rows.length + 1) * count) / SAMPLES || rows.length >= SAMPLES - 1) return
    const memory = memoryOf(child.pid)
    const seconds = (performance.now() - began) / 1000
    rows.push({
      captures: lines,
      "after s": seconds.toFixed(1),
      "resident MB": memory?.now,
      "peak MB": memory?.peak,
    })
  })
  const [code] = await once(child, "close")
  return { rows, lines, code, seconds: (performance.now() - began) / 1000 }
}

const format = FORMATS[values.format]
if (!format) throw new Error(`--format is one of ${Object.keys(FORMATS).join(", ")}`)
const folder = await mkdtemp(join(tmpdir(), "whk-bench-"))
try {
  const path = join(folder, "captures.json")
  const count = await makeFile(path, format)
  const { size } = await stat(path)
  console.log(`${count} captures as ${values.format}, ${Math.round(size / 1e6)} MB`)
  const { rows, lines, code, seconds } = await verify(path, { count, home: folder })
  console.table(rows)
  console.log(
    `exit ${code}, ${lines} verdicts in ${seconds.toFixed(1)} s: ${Math.round(size / 1e6 / seconds)} MB/s, ${Math.round(lines / seconds)} captures/s`,
  )
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
