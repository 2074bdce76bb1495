import { connect } from "node:net"

/** Sends exact bytes to a server and resolves with everything it wrote back until it closed the connection. */
export function sendRaw(port: number, ...pieces: readonly (string | Uint8Array)[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const answer: Buffer[] = []
    const socket = connect(port, "127.0.0.1", () => {
      for (const piece of pieces)
        socket.write(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece)
    })
    socket.on("data", (chunk) => answer.push(chunk))
    socket.on("error", reject)
    socket.on("close", () => resolve(Buffer.concat(answer)))
  })
}
