import { createServer } from "node:http"
import { Readable } from "node:stream"

type Handler = (request: Request) => Promise<Response>

/** What Next.js does with the route handler of `route.mjs` beside this file, at `/webhooks`, as far as it matters. */
const route = (await import(new URL("route.mjs", import.meta.url).href)) as Readonly<Record<string, unknown>>

createServer((incoming, outgoing) => {
  void (async () => {
    const { method = "GET", headers } = incoming
    const url = new URL(incoming.url ?? "/", "http://localhost")
    const handler = url.pathname === "/webhooks" ? route[method] : undefined
    if (typeof handler !== "function") {
      incoming.resume()
      return outgoing.writeHead(url.pathname === "/webhooks" ? 405 : 404).end()
    }
    const init: RequestInit = {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
      body: Readable.toWeb(incoming) as ReadableStream,
      duplex: "half",
    }
    const response = await (handler as Handler)(new Request(url, init))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(Buffer.from(await response.arrayBuffer()))
  })().catch(() => outgoing.destroy())
}).listen(Number(process.env["PORT"]))
