// Check it: npx whk check 3000/webhooks --provider github --exec 'node server.js'
import { serve } from "@hono/node-server"
import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"

const { WHK_SECRET: secret, PORT: port = "3000" } = process.env
if (!secret) throw new Error("WHK_SECRET is not set")

// Web Crypto is there on every runtime of Hono.
const { subtle } = globalThis.crypto
const hmac = { name: "HMAC", hash: "SHA-256" }
const key = await subtle.importKey("raw", new TextEncoder().encode(secret), hmac, false, ["verify"])

// GitHub sends up to 25 MB; raise it where your events grow that large.
const maxSize = 5 * 1024 * 1024

const app = new Hono()

app.post("/webhooks", bodyLimit({ maxSize, onError: (c) => c.body(null, 413) }), async (c) => {
  // The bytes as they were sent; c.req.json() comes after the check.
  const body = await c.req.arrayBuffer()
  if (!(await isGenuine(body, c.req.header("X-Hub-Signature-256")))) return c.body(null, 401)
  // The event is genuine. Put await c.req.json() into a queue and answer at once; X-GitHub-Delivery
  // tells an event that came before.
  return c.body(null, 204)
})

async function isGenuine(body, header = "") {
  const digits = /^sha256=([0-9a-f]{64})$/.exec(header)?.[1]
  if (!digits) return false
  const signature = Uint8Array.from(digits.match(/../g), (pair) => Number.parseInt(pair, 16))
  // Compares in constant time.
  return await subtle.verify("HMAC", key, signature, body)
}

serve({ fetch: app.fetch, port: Number(port) })
