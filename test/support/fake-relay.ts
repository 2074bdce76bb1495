import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { type WebSocket, WebSocketServer } from "ws"
import { decodeFrame, encodeFrame } from "../../src/tunnel/codec.ts"
import {
  type Frame,
  MAX_FRAME_BYTES,
  type RequestInfo,
  SUBPROTOCOL,
  type Welcome,
} from "../../src/tunnel/frames.ts"

type FrameOf<Type extends Frame["type"]> = Extract<Frame, { type: Type }>

/** The relay's end of one tunnel, driven by a test frame by frame. */
export class FakeLink {
  readonly socket: WebSocket
  readonly authorization: string | undefined
  readonly closed: Promise<unknown>
  readonly #frames: Frame[] = []
  #wake: (() => void)[] = []
  #nextStream = 1

  constructor(socket: WebSocket, authorization: string | undefined) {
    this.socket = socket
    this.authorization = authorization
    this.closed = once(socket, "close")
    socket.on("error", () => {})
    socket.on("message", (message: Buffer) => {
      const frame = decodeFrame(message)
      if (frame) this.#frames.push(frame)
      for (const wake of this.#wake.splice(0)) wake()
    })
  }

  /** Takes the next frame of this type out of those that came. */
  async next<Type extends Frame["type"]>(type: Type): Promise<FrameOf<Type>> {
    for (;;) {
      const index = this.#frames.findIndex((frame) => frame.type === type)
      const [frame] = index === -1 ? [] : this.#frames.splice(index, 1)
      if (frame) return frame as FrameOf<Type>
      await new Promise<void>((resolve) => this.#wake.push(resolve))
    }
  }

  /** Frames that came and were not taken, by type. */
  get untaken(): string[] {
    return this.#frames.map(({ type }) => type)
  }

  send(frame: Frame): void {
    this.socket.send(encodeFrame(frame))
  }

  sendBytes(bytes: Uint8Array | string): void {
    this.socket.send(bytes)
  }

  /** Sends a request with a whole body and returns its stream. */
  push(change: Partial<RequestInfo> = {}, body: Uint8Array = new Uint8Array(0)): number {
    const stream = this.#nextStream++
    const info: RequestInfo = {
      delivery: `dlv_${stream}`,
      attempt: 1,
      epoch: 1,
      kind: "live",
      method: "POST",
      target: "",
      headers: [],
      bodyBytes: body.length,
      receivedAt: 0,
      ...change,
    }
    this.send({ type: "request", stream, last: true, info, body })
    return stream
  }

  /** Breaks the connection without a word. */
  cut(): void {
    this.socket.terminate()
  }
}

/** A relay of one's own making: real sockets, no store, no rules. */
export interface FakeRelay extends AsyncDisposable {
  readonly url: string
  /** How often a listener has knocked. */
  readonly upgrades: number
  /** The next listener's tunnel, before WELCOME. */
  connection(): Promise<FakeLink>
  /** The next listener's tunnel, after HELLO and WELCOME. */
  welcome(change?: Partial<Welcome>): Promise<FakeLink>
  /** From now on upgrades are answered with this HTTP status line; undefined takes them again. */
  refuseWith(status: string | undefined, headers?: string): void
  close(): Promise<void>
}

export async function startFakeRelay(): Promise<FakeRelay> {
  const links: FakeLink[] = []
  let wake: (() => void)[] = []
  let refusal: string | undefined
  let upgrades = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer().on("connection", (socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
  })
  const webSockets = new WebSocketServer({
    noServer: true,
    // Offered, so that a listener that would deflate is seen to do so.
    perMessageDeflate: true,
    maxPayload: MAX_FRAME_BYTES,
    handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
  })
  server.on("upgrade", (request, socket, head) => {
    upgrades += 1
    if (refusal !== undefined) return socket.end(refusal)
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      links.push(new FakeLink(webSocket, request.headers.authorization))
      for (const resolve of wake.splice(0)) resolve()
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connection = async (): Promise<FakeLink> => {
    for (;;) {
      const link = links.shift()
      if (link) return link
      await new Promise<void>((resolve) => wake.push(resolve))
    }
  }
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  let epoch = 0
  return {
    url,
    get upgrades() {
      return upgrades
    },
    connection,
    async welcome(change = {}) {
      const link = await connection()
      const { info } = await link.next("hello")
      epoch += 1
      const inbox = { id: "in_1", name: info.inbox, url: `${url}/in/token` }
      link.send({
        type: "welcome",
        info: { session: `ses_${epoch}`, epoch, inbox, inspector: null, queued: 0, ...change },
      })
      return link
    },
    refuseWith(status, headers = "") {
      refusal = status && `HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
