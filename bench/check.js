// How long the whole suite takes against a handler on this machine that verifies rightly with node:crypto.
// Usage: npm run build && npm run bench:check -- [--runs 5]
import { createHmac, timingSafeEqual } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { execa } from "execa"

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } })
const WHK = fileURLToPath(new URL("../bin/whk.js", import.meta.url))
const SECRET = "the secret of the bench"

const server = createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const expected = createHmac("sha256", SECRET).update(Buffer.concat(pieces)).digest()
  const [, hex = ""] = /^sha256=([0-9a-f]{64})$/.exec(request.headers["x-hub-signature-256"] ?? "") ?? []
  const given = Buffer.from(hex, "hex")
  const isRight = given.length === expected.length && timingSafeEqual(given, expected)
  response.writeHead(isRight ? 200 : 401).end()
})
server.listen(0, "127.0.0.1")
await once(server, "listening")
const target = `http://127.0.0.1:${server.address().port}/`

const times = []
let report
for (let run = 0; run < Number(values.runs); run += 1) {
  const began = performance.now()
  const { stdout } = await execa(process.execPath, [WHK, "check", target, "--json", "--provider", "github"], {
    env: { WHK_SECRET: SECRET },
  })
  times.push(performance.now() - began)
  report = JSON.parse(stdout)
}
server.close()
const [median] = [times.toSorted((a, b) => a - b)[times.length >> 1]]
console.log(
  `${report.passed} cases passed, ${report.failed} failed: ${Math.round(median)} ms a run, the start of the program included (median of ${times.length})`,
)
