import { connect } from "node:net"
import { sendRaw } from "../../support/raw-client.ts"

/** A request as the lines of its head, sent with nothing added but `Connection: close`, and what came back. */
export async function rawRequest(
  port: number,
  requestLine: string,
  headers: readonly string[],
  body = "",
): Promise<{ readonly status: number; readonly head: string; readonly body: string }> {
  const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const head = [requestLine, ...headers, ...length, "Connection: close", "", ""].join("\r\n")
  return readAnswer(await sendRaw(port, head, body))
}

/** The handshake of a WebSocket at the tunnel's address, as a browser or a listener would send it. */
export async function rawUpgrade(
  port: number,
  headers: readonly string[],
): Promise<{ readonly status: number; readonly head: string; readonly body: string }> {
  const lines = [
    "GET /v1/tunnel HTTP/1.1",
    ...headers,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Protocol: whk.v1",
    "",
    "",
  ]
  return readAnswer(await untilHead(port, lines.join("\r\n")))
}

/** Everything up to the end of an answer's head, and what came with it: a WebSocket that was accepted stays open. */
function untilHead(port: number, request: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0)
    const socket = connect(port, "127.0.0.1", () => socket.write(request, "latin1"))
    socket.on("data", (chunk) => {
      answer = Buffer.concat([answer, chunk])
      if (answer.includes("\r\n\r\n")) socket.destroy()
    })
    socket.on("error", reject)
    socket.on("close", () => resolve(answer))
  })
}

function readAnswer(bytes: Buffer) {
  const text = bytes.toString("latin1")
  const end = text.indexOf("\r\n\r\n")
  const [head, body] = [text.slice(0, end), text.slice(end + 4)]
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
    head,
    // The one way in which Node writes an empty body of its own.
    body: /^transfer-encoding: chunked$/im.test(head) && body === "0\r\n\r\n" ? "" : body,
  }
}
