import type { IncomingMessage, ServerResponse } from "node:http"
import type { Socket } from "node:net"
import type { Clock } from "../domain/clock.ts"

/** So much of a body has to come in each such time; the slowest honest line brings ten times as much. */
const LEAST_BYTES = 32 * 1024
const WITHIN_MS = 30_000
const LOOK_EVERY_MS = 2000

interface Watched {
  request: IncomingMessage
  response: ServerResponse
  bytes: number
  since: number
}

/**
 * Ends requests whose body drips. Node's own limit is for the whole request and would end a large upload over a slow
 * line as well; this one asks for progress.
 */
export class BodyWatch {
  readonly #clock: Clock
  readonly #watched = new Map<Socket, Watched>()
  #isLooking = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A request's head has come, and its body is to follow: 408 when it does not. */
  add(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    const now = { request, response, bytes: socket.bytesRead, since: this.#clock.now() }
    const known = this.#watched.get(socket)
    if (known) {
      Object.assign(known, now)
      return
    }
    this.#watched.set(socket, now)
    socket.once("close", () => this.#watched.delete(socket))
    if (!this.#isLooking) this.#lookSoon()
  }

  #lookSoon(): void {
    this.#isLooking = true
    this.#clock.startTimer(LOOK_EVERY_MS, () => {
      const now = this.#clock.now()
      for (const [socket, watched] of this.#watched) look(socket, watched, now)
      this.#isLooking = this.#watched.size > 0
      if (this.#isLooking) this.#lookSoon()
    })
  }
}

function look(socket: Socket, watched: Watched, now: number): void {
  const { request, response } = watched
  // What has come and waits to be read is our delay, not the sender's.
  const hasCome = socket.bytesRead - watched.bytes >= LEAST_BYTES || request.readableLength > 0
  if (request.complete || hasCome || now < watched.since) {
    watched.bytes = socket.bytesRead
    watched.since = now
  } else if (now - watched.since >= WITHIN_MS) {
    if (response.headersSent) {
      socket.destroy()
      return
    }
    response.writeHead(408, { Connection: "close", "Content-Length": 0 })
    response.end()
  }
}
