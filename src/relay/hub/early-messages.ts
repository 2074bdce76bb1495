import type { RawData, WebSocket } from "ws"

/** A listener has little to say before it is welcomed; one that goes on waits in its connection. */
const MOST_KEPT = 16

/**
 * Keeps what a listener sends while its inbox is looked up. The connection is read on meanwhile, because one that is
 * not read does not show that its other end has left.
 */
export class EarlyMessages {
  readonly #socket: WebSocket
  readonly #kept: (readonly [data: RawData, isBinary: boolean])[] = []
  readonly #keep = (...message: readonly [data: RawData, isBinary: boolean]): void => {
    this.#kept.push(message)
    if (this.#kept.length >= MOST_KEPT) this.#socket.pause()
  }

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on("message", this.#keep)
  }

  /** Whoever listens to the socket by now gets what was kept, and then what comes; nobody, where nobody does. */
  handOver(): void {
    this.#socket.off("message", this.#keep)
    for (const message of this.#kept.splice(0)) this.#socket.emit("message", ...message)
    this.#socket.resume()
  }
}
