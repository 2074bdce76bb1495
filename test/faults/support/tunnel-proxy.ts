import { connect, createServer, type AddressInfo, type Socket } from "node:net"

export interface TunnelProxy extends AsyncDisposable {
  readonly url: string
  /** How many connections it has cut. */
  readonly cuts: number
  /** Connections that were opened. */
  readonly connections: number
  /** Bytes of the connections that stand now go nowhere from here on, and nobody is told; new ones are fine. */
  swallow(): void
  /** From now on connections live. */
  stopCutting(): void
}

/**
 * A proxy before a relay that knows the borders of WebSocket frames. `cutAfter(n)` says after how many frames, both
 * ways together, the `n`th connection is cut; undefined lets it live.
 */
export async function startTunnelProxy(
  relayUrl: string,
  cutAfter: (connection: number) => number | undefined = () => undefined,
): Promise<TunnelProxy> {
  const target = Number(new URL(relayUrl).port)
  const sockets = new Set<Socket>()
  let swallowed = new Set<Socket>()
  let connections = 0
  let cuts = 0
  let isCutting = true

  const server = createServer((near) => {
    const limit = cutAfter(connections)
    connections += 1
    const far = connect(target, "127.0.0.1")
    let frames = 0
    const cut = (): void => {
      if (near.destroyed) return
      cuts += 1
      // What was sent before the border still arrives.
      near.destroySoon()
      far.destroySoon()
    }
    // The relay answers to its own name only.
    const renamed = (bytes: Buffer): Buffer =>
      Buffer.from(bytes.toString("latin1").replace(/(\r\nhost: 127\.0\.0\.1:)\d+/i, `$1${target}`), "latin1")
    const pass = (from: Socket, to: Socket): void => {
      const split = frameSplitter()
      let isFirst = from === near
      sockets.add(from)
      from.on("error", () => {})
      from.on("close", () => {
        sockets.delete(from)
        if (!swallowed.has(from)) to.destroySoon()
      })
      from.on("data", (bytes: Buffer) => {
        if (swallowed.has(from)) return
        const passed = isFirst ? renamed(bytes) : bytes
        isFirst = false
        for (const piece of split(passed)) {
          if (isCutting && limit !== undefined && frames >= limit) return
          to.write(piece.bytes)
          if (!piece.isFrame) continue
          frames += 1
          if (isCutting && frames === limit) cut()
        }
      })
    }
    pass(near, far)
    pass(far, near)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get cuts() {
      return cuts
    },
    get connections() {
      return connections
    },
    swallow: () => void (swallowed = new Set(sockets)),
    stopCutting: () => void (isCutting = false),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Piece {
  readonly bytes: Buffer
  readonly isFrame: boolean
}

/** Cuts one direction of a connection into its HTTP head and its WebSocket frames. */
function frameSplitter(): (bytes: Buffer) => readonly Piece[] {
  let pending: Buffer = Buffer.alloc(0)
  let isHead = true
  return (bytes) => {
    const pieces: Piece[] = []
    pending = Buffer.concat([pending, bytes])
    for (;;) {
      const length = isHead ? headLength(pending) : frameLength(pending)
      if (length === undefined || pending.length < length) return pieces
      pieces.push({ bytes: pending.subarray(0, length), isFrame: !isHead })
      pending = pending.subarray(length)
      isHead = false
    }
  }
}

function headLength(bytes: Buffer): number | undefined {
  const end = bytes.indexOf("\r\n\r\n")
  return end === -1 ? undefined : end + 4
}

function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes[1]! & 0x7f
  const mask = bytes[1]! & 0x80 ? 4 : 0
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0
  if (bytes.length < 2 + extra) return undefined
  const payload =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  return 2 + extra + mask + payload
}
