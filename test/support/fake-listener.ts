import { WebSocket } from "ws"
import { decodeFrame, encodeFrame } from "../../src/tunnel/codec.ts"
import { type Frame, type Hello, type ResponseInfo, SUBPROTOCOL } from "../../src/tunnel/frames.ts"

type RequestFrame = Extract<Frame, { type: "request" }>
type Answer = Partial<ResponseInfo> & { readonly body?: string }

/** A scripted listener: it says HELLO and then only what the test tells it to. */
export interface FakeListener {
  readonly frames: readonly Frame[]
  /** Resolves with the `index`th frame of a type, past or to come. */
  frame<Type extends Frame["type"]>(type: Type, index?: number): Promise<Extract<Frame, { type: Type }>>
  send(frame: Frame): void
  /** Answers a request whole. */
  answer(request: RequestFrame, answer?: Answer): void
  /** Answers a request with a head and the first part of a body; `data` and `end` frames are to follow. */
  beginAnswer(request: RequestFrame, answer?: Answer): void
  /** Reads nothing more until `resume`. */
  pause(): void
  resume(): void
  /** Calls back for every frame from now on. */
  onFrame(callback: (frame: Frame) => void): void
  /** Cuts the connection without a word. */
  destroy(): void
  readonly closed: Promise<number>
}

/**
 * Connects and waits to be welcomed; rejects with the relay's words when it is sent away. `afterHello`: what it does
 * before that.
 */
export async function connectListener(
  relay: { readonly url: string; readonly key: string },
  hello: Partial<Hello> = {},
  afterHello: (socket: WebSocket, send: (frame: Frame) => void) => void = () => {},
): Promise<FakeListener> {
  const socket = new WebSocket(`${relay.url.replace(/^http/, "ws")}/v1/tunnel`, SUBPROTOCOL, {
    headers: { authorization: `Bearer ${relay.key}` },
    perMessageDeflate: false,
  })
  const frames: Frame[] = []
  let wake: (() => void)[] = []
  let onFrame = (_frame: Frame): void => {}
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)))
  socket.on("message", (message) => {
    const frame = decodeFrame(message as Buffer)
    if (frame) frames.push(frame)
    if (frame) onFrame(frame)
    for (const resolve of wake.splice(0)) resolve()
  })
  await new Promise<void>((resolve, reject) => socket.once("open", resolve).once("error", reject))
  const send = (frame: Frame): void => socket.send(encodeFrame(frame))
  send({ type: "hello", info: { inbox: "test", probeNonce: "nonce", maxInFlight: 16, ...hello } })
  afterHello(socket, send)

  const listener: FakeListener = {
    frames,
    async frame(type, index = 0) {
      for (;;) {
        const found = frames.filter((frame) => frame.type === type)[index]
        // The filter by type is what makes the narrower type true.
        if (found) return found as never
        await new Promise<void>((resolve) => wake.push(resolve))
      }
    },
    send,
    answer: (request, answer) => send(responseTo(request, answer, true)),
    beginAnswer: (request, answer) => send(responseTo(request, answer, false)),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    onFrame: (callback) => void (onFrame = callback),
    destroy: () => socket.terminate(),
    closed,
  }
  const refused = closed.then(() => {
    const said = frames.find((frame) => frame.type === "goaway")
    throw new Error(said?.info.message ?? "the relay closed the connection")
  })
  await Promise.race([listener.frame("welcome"), refused])
  return listener
}

function responseTo(
  { stream, info }: RequestFrame,
  { body = "ok", ...said }: Answer = {},
  last: boolean,
): Frame {
  const { delivery, attempt, epoch } = info
  const head = {
    delivery,
    attempt,
    epoch,
    outcome: "responded",
    status: 200,
    headers: [],
    elapsedMs: 1,
  } as const
  return { type: "response", stream, last, info: { ...head, ...said }, body: Buffer.from(body) }
}
