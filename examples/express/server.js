// Check it: npx whk check 3000/webhooks --provider stripe --exec 'node server.js'
import { createHmac, timingSafeEqual } from "node:crypto"
import express from "express"

const { WHK_SECRET: secret, PORT: port = "3000" } = process.env
if (!secret) throw new Error("WHK_SECRET is not set")

const TOLERANCE_SECONDS = 300

const app = express()

// express.raw leaves the bytes as they were sent. Keep it before any app.use(express.json()).
app.post("/webhooks", express.raw({ type: () => true, limit: "5mb" }), (request, response) => {
  const body = request.body ?? Buffer.alloc(0)
  if (!isGenuine(body, request.get("Stripe-Signature"))) return response.sendStatus(401)
  // The event is genuine. Put JSON.parse(body) into a queue and answer at once; its id tells an
  // event that came before.
  response.sendStatus(204)
})

// 413 for a body that is too large; the default handler would show a stack trace with it.
app.use((error, _request, response, _next) => response.sendStatus(error.status ?? 500))

function isGenuine(body, header = "") {
  const parts = header.split(",").map((part) => part.trim().split("="))
  const values = (name) => parts.filter(([key]) => key === name).map(([, value = ""]) => value)
  const [timestamp = ""] = values("t")
  // Both directions, and false for what is no number.
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS
  if (timestamp === "" || !isFresh) return false
  const expected = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex")
  // There are several while a secret is rotated.
  return values("v1").some((signature) => isEqual(signature, expected))
}

function isEqual(given, expected) {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  // timingSafeEqual throws where the lengths differ.
  return a.length === b.length && timingSafeEqual(a, b)
}

app.listen(Number(port))
