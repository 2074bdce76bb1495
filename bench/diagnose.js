// How long the full search for the cause of one failure takes: nothing matches, so every hypothesis is computed.
// Usage: npm run build && npm run bench:diagnose -- [--runs 15]
import { randomBytes } from "node:crypto"
import { parseArgs } from "node:util"
import { buildPayload, diagnose, sign } from "../dist/index.js"

const { values } = parseArgs({ options: { runs: { type: "string", default: "15" } } })
const RUNS = Number(values.runs)
const URL_ = "https://hooks.example.com/in/provider?tenant=7&source=app"

const CASES = [
  { provider: "stripe", event: "invoice.paid" },
  { provider: "standard-webhooks", event: "user.created", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
  { provider: "github", event: "push" },
  { provider: "github", event: "push", more: 20_000 },
  { provider: "github", event: "push", more: 200_000 },
  { provider: "hubspot-v3", event: "contact.creation" },
  { provider: "twilio", event: "message.received" },
  { provider: "square", event: "payment.created" },
]

/** A signature by a secret that is not among those that are tried. */
async function failedRequest({ provider, event, more = 0, secret = "the secret that was given, 32+ b" }) {
  const { body: built } = buildPayload({ provider, event, seed: "bench" })
  const body = more === 0 ? built : JSON.stringify({ ...JSON.parse(built), more: lines(more) })
  const other = secret.startsWith("whsec_") ? `whsec_${randomBytes(24).toString("base64")}` : "another secret"
  const signed = await sign({ provider, event, secret: other, body, url: URL_ })
  const otherSecrets = Object.fromEntries(
    [1, 2, 3].map((number) => [`OTHER_${number}`, `${secret}${number}`]),
  )
  return { provider, secret, otherSecrets, headers: signed.headers, body: signed.body, url: signed.url }
}

/** JSON of about this many bytes, of values as events have them. */
function lines(bytes) {
  const line = {
    path: "src/main/résumé.ts",
    added: true,
    size: 1024.5,
    url: "https://example.com/a?b=c&d=<e>",
  }
  return Array.from({ length: Math.ceil(bytes / JSON.stringify(line).length) }, (_, index) => ({
    ...line,
    index,
  }))
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

const rows = []
for (const one of CASES) {
  const request = await failedRequest(one)
  const times = []
  let diagnosis
  for (let run = 0; run <= RUNS; run += 1) {
    const began = performance.now()
    diagnosis = await diagnose(request)
    times.push(performance.now() - began)
  }
  if (diagnosis.causes.length > 0) throw new Error(`${one.provider} was explained`)
  const [first, ...others] = times
  rows.push({
    provider: one.provider,
    "body bytes": request.body.length,
    hypotheses: diagnosis.excluded.hypotheses,
    "first ms": Math.round(first),
    "median ms": Math.round(median(others)),
    "slowest ms": Math.round(Math.max(...others)),
  })
}
console.table(rows)
