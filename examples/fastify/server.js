// Check it: npx whk check 3000/webhooks --provider standard-webhooks --exec 'node server.js'
import { createHmac, timingSafeEqual } from "node:crypto"
import Fastify from "fastify"

const { WHK_SECRET: secret, PORT: port = "3000" } = process.env
if (!secret) throw new Error("WHK_SECRET is not set")

const KEY = Buffer.from(secret.replace(/^whsec_/, ""), "base64")
if (KEY.length === 0) throw new Error("WHK_SECRET holds no key in base64")

const TOLERANCE_SECONDS = 300

const app = Fastify({ bodyLimit: 5 * 1024 * 1024 })

app.register(async (webhooks) => {
  // Within this plugin a body stays the bytes that were sent; your other routes still get JSON.
  webhooks.removeAllContentTypeParsers()
  webhooks.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))

  webhooks.post("/webhooks", async (request, reply) => {
    const body = request.body ?? Buffer.alloc(0)
    if (!isGenuine(body, request.headers)) return reply.code(401).send()
    // The event is genuine. Put JSON.parse(body) into a queue and answer at once; webhook-id tells
    // an event that came before.
    return reply.code(204).send()
  })
})

function isGenuine(body, headers) {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers
  if (!id || !timestamp || !signatures) return false
  // Both directions, and false for what is no number.
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS
  if (!isFresh) return false
  const digest = createHmac("sha256", KEY).update(`${id}.${timestamp}.`).update(body).digest("base64")
  // There are several while a secret is rotated.
  return signatures.split(" ").some((signature) => isEqual(signature, `v1,${digest}`))
}

function isEqual(given, expected) {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  // timingSafeEqual throws where the lengths differ.
  return a.length === b.length && timingSafeEqual(a, b)
}

await app.listen({ port: Number(port), host: "localhost" })
