import { once } from "node:events"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"

export interface SeenRequest {
  /** `GET /v1/endpoints?limit=2`. */
  readonly line: string
  readonly headers: IncomingHttpHeaders
  /** The body read as JSON; undefined for none. */
  readonly json: unknown
}

export interface ScriptedAnswer {
  readonly status?: number
  readonly json?: unknown
  /** Instead of JSON. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An HTTP server that answers each `METHOD /path?query` as the test wrote down, 404 otherwise, and keeps what it saw. */
export interface ScriptedApi extends AsyncDisposable {
  readonly url: string
  readonly seen: SeenRequest[]
  /** May be changed between requests. */
  readonly answers: Record<string, ScriptedAnswer>
}

export async function startScriptedApi(answers: Record<string, ScriptedAnswer>): Promise<ScriptedApi> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8")
      const line = `${request.method} ${request.url}`
      seen.push({ line, headers: request.headers, json: text === "" ? undefined : JSON.parse(text) })
      const answer = answers[line] ?? { status: 404, text: "" }
      response.writeHead(answer.status ?? 200, {
        "content-type": answer.text === undefined ? "application/json" : "text/html",
        ...answer.headers,
      })
      response.end(answer.text ?? (answer.json === undefined ? "" : JSON.stringify(answer.json)))
    })
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answers,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** An address on this machine where nothing listens: its port was free a moment ago. */
export async function closedAddress(): Promise<string> {
  const server = createServer()
  await once(server.listen(0, "127.0.0.1"), "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return `127.0.0.1:${port}`
}
