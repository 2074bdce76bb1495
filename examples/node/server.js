// Check it: npx whk check 3000/webhooks --provider github --exec 'node server.js'
import { createHmac, timingSafeEqual } from "node:crypto"
import { createServer } from "node:http"

const { WHK_SECRET: secret, PORT: port = "3000" } = process.env
if (!secret) throw new Error("WHK_SECRET is not set")

// GitHub sends up to 25 MB; raise it where your events grow that large.
const LARGEST_BODY = 5 * 1024 * 1024

const server = createServer((request, response) => {
  // A sender that hangs up in the middle must not end the process.
  handle(request, response).catch(() => response.destroy())
})

async function handle(request, response) {
  const answer = (status) => response.writeHead(status).end()
  const body = await readBody(request)
  if (request.url.split("?")[0] !== "/webhooks") return answer(404)
  if (request.method !== "POST") return answer(405)
  if (!body) return answer(413)
  if (!isGenuine(body, request.headers["x-hub-signature-256"])) return answer(401)
  // The event is genuine. Put JSON.parse(body) into a queue and answer at once; X-GitHub-Delivery
  // tells an event that came before.
  answer(204)
}

/** The bytes as they were sent; undefined where there are too many, which are read all the same and dropped. */
async function readBody(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= LARGEST_BODY) chunks.push(chunk)
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : undefined
}

function isGenuine(body, signature = "") {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`)
  const given = Buffer.from(signature)
  // timingSafeEqual throws where the lengths differ.
  return given.length === expected.length && timingSafeEqual(given, expected)
}

server.listen(Number(port), () => console.log(`listening on ${port}`))
