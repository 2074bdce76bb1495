import { connect, type Socket } from "node:net"
import { SUBPROTOCOL } from "../../../src/tunnel/frames.ts"

/** A WebSocket's connection after its handshake, on which a test writes whatever bytes it likes. */
export interface RawTunnel {
  readonly socket: Socket
  /** The head of the answer to the handshake. */
  readonly head: string
  /** Resolves when anything has come after that head: WELCOME, or a refusal. */
  readonly greeted: Promise<void>
  /** Resolves when the connection is gone, with the code of the close frame that came first, if one came. */
  readonly closed: Promise<number | undefined>
}

export async function openRawTunnel(relay: {
  readonly url: string
  readonly key: string
}): Promise<RawTunnel> {
  const { host, port } = new URL(relay.url)
  const socket = connect(Number(port), "127.0.0.1")
  socket.write(
    `GET /v1/tunnel HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
      `Sec-WebSocket-Extensions: permessage-deflate\r\n` +
      `Sec-WebSocket-Protocol: ${SUBPROTOCOL}\r\nAuthorization: Bearer ${relay.key}\r\n\r\n`,
  )
  let bytes: Buffer = Buffer.alloc(0)
  let onHead = (): void => {}
  const headIsHere = new Promise<void>((resolve) => (onHead = resolve))
  let onGreeted = (): void => {}
  const greeted = new Promise<void>((resolve) => (onGreeted = resolve))
  const closed = new Promise<number | undefined>((resolve) => {
    socket.on("data", (data: Buffer) => {
      bytes = Buffer.concat([bytes, data])
      const headEnd = bytes.indexOf("\r\n\r\n")
      if (headEnd === -1) return
      onHead()
      if (bytes.length > headEnd + 4) onGreeted()
    })
    socket.on("error", () => {})
    socket.on("close", () => {
      onHead()
      onGreeted()
      resolve(closeCode(bytes.subarray(bytes.indexOf("\r\n\r\n") + 4)))
    })
  })
  await headIsHere
  return { socket, head: bytes.toString("latin1", 0, bytes.indexOf("\r\n\r\n")), greeted, closed }
}

/** A frame as a client sends it, masked with zeros; `firstByte` holds FIN, the reserved bits and the opcode. */
export function clientFrame(firstByte: number, payload: Uint8Array): Buffer {
  const mask = Buffer.alloc(4)
  return Buffer.concat([Buffer.from([firstByte]), lengthOf(payload.length, 0x80), mask, payload])
}

/** A frame as a server sends it. */
export function serverFrame(firstByte: number, payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([firstByte]), lengthOf(payload.length, 0), payload])
}

function lengthOf(length: number, maskBit: number): Buffer {
  if (length < 126) return Buffer.from([maskBit | length])
  const bytes = Buffer.alloc(length < 65_536 ? 3 : 9)
  bytes[0] = maskBit | (length < 65_536 ? 126 : 127)
  if (length < 65_536) bytes.writeUInt16BE(length, 1)
  else bytes.writeBigUInt64BE(BigInt(length), 1)
  return bytes
}

/** The code in the first close frame among many frames; undefined when there is none. */
export function closeCode(bytes: Buffer): number | undefined {
  for (let at = 0; at + 2 <= bytes.length;) {
    const short = bytes[at + 1]! & 0x7f
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0
    const length =
      short === 126
        ? bytes.readUInt16BE(at + 2)
        : short === 127
          ? Number(bytes.readBigUInt64BE(at + 2))
          : short
    const isMasked = (bytes[at + 1]! & 0x80) !== 0
    const from = at + 2 + extra + (isMasked ? 4 : 0)
    const payload = bytes.subarray(from, from + length)
    if ((bytes[at]! & 0x0f) === 8) {
      if (payload.length < 2) return 1005
      return payload.readUInt16BE(0) ^ (isMasked ? bytes.readUInt16BE(from - 4) : 0)
    }
    at = from + length
  }
  return undefined
}
