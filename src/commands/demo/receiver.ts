import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { headersFromFlat } from "../../domain/headers.ts"
import { axiestudio } from "../../providers/catalogue/axiestudio.ts"
import { verify } from "../../signing/verify.ts"

/** One request that reached the receiver and what it made of the signature. */
export interface Arrival {
  readonly bytes: number
  readonly verdict: string
}

export interface DemoReceiver {
  readonly url: string
  /** From now on signatures are judged by this secret. */
  useSecret(secret: string): void
  count(): number
  /** Resolves with all arrivals once there are so many. */
  arrived(count: number): Promise<readonly Arrival[]>
  close(): Promise<void>
}

/** A small server as a user would write it: it checks the signature over the raw body and answers 200 or 401. */
export async function startDemoReceiver(): Promise<DemoReceiver> {
  const arrivals: Arrival[] = []
  let secret = ""
  let onArrival = (): void => {}
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", async () => {
      const body = Buffer.concat(parts)
      const { verified, reason } = await verify(axiestudio.scheme, {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: headersFromFlat(request.rawHeaders),
        body,
        secrets: [secret],
        nowMs: Date.now(),
      })
      arrivals.push({ bytes: body.length, verdict: verified ? "verified" : reason })
      response.writeHead(verified ? 200 : 401, { "content-type": "application/json" })
      response.end(JSON.stringify({ received: verified }), () => onArrival())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    useSecret: (value) => void (secret = value),
    count: () => arrivals.length,
    arrived: (count) =>
      new Promise((resolve) => {
        onArrival = () => void (arrivals.length >= count && resolve(arrivals))
        onArrival()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
