/** What can hold its writes back; a TCP or TLS socket. */
export interface Corkable {
  cork(): void
  uncork(): void
}

/**
 * Returns a function to call before each write: it holds the socket's writes back until this turn of the event loop
 * is over, so that the frames of many deliveries leave in one system call. An idle loop ends its turn at once.
 */
export function corkPerTurn(socket: Corkable): () => void {
  let isCorked = false
  return () => {
    if (isCorked) return
    isCorked = true
    socket.cork()
    setImmediate(() => {
      isCorked = false
      socket.uncork()
    })
  }
}
