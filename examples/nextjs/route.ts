// Check it: npx whk check 3000/webhooks --provider standard-webhooks --exec 'npx next dev' (this is app/webhooks/route.ts)
import { createHmac, timingSafeEqual } from "node:crypto"

export const runtime = "nodejs"

const secret = process.env["WHK_SECRET"]
if (!secret) throw new Error("WHK_SECRET is not set")

const KEY = Buffer.from(secret.replace(/^whsec_/, ""), "base64")
if (KEY.length === 0) throw new Error("WHK_SECRET holds no key in base64")

const TOLERANCE_SECONDS = 300
const LARGEST_BODY = 5 * 1024 * 1024

/** Next.js answers every other method with 405. */
export async function POST(request: Request): Promise<Response> {
  const body = await readBody(request)
  if (!body) return new Response(null, { status: 413 })
  if (!isGenuine(body, request.headers)) return new Response(null, { status: 401 })
  // The event is genuine. Put JSON.parse(body.toString()) into a queue and answer at once; webhook-id
  // tells an event that came before.
  return new Response(null, { status: 204 })
}

/** The bytes as they were sent; undefined where there are too many, which are read all the same and dropped. */
async function readBody(request: Request): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length
    if (size <= LARGEST_BODY) chunks.push(read.value)
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : undefined
}

function isGenuine(body: Buffer, headers: Headers): boolean {
  const id = headers.get("webhook-id")
  const timestamp = headers.get("webhook-timestamp")
  const signatures = headers.get("webhook-signature")
  if (!id || !timestamp || !signatures) return false
  // Both directions, and false for what is no number.
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS
  if (!isFresh) return false
  const digest = createHmac("sha256", KEY).update(`${id}.${timestamp}.`).update(body).digest("base64")
  // There are several while a secret is rotated.
  return signatures.split(" ").some((signature) => isEqual(signature, `v1,${digest}`))
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  // timingSafeEqual throws where the lengths differ.
  return a.length === b.length && timingSafeEqual(a, b)
}
