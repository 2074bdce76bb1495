import type { Forwarder } from "./forwarder.ts"

/** Takes the place of an app: answers every delivery with this status, once all of it has come. */
export function createStandIn(status: number, text = ""): Forwarder {
  const body = Buffer.from(text)
  return {
    target: "nowhere",
    forward(_request, received, sink) {
      let aborted = false
      const answer = (): void => {
        if (aborted) return
        const type = [["Content-Type", "text/plain; charset=utf-8"]] as const
        sink.onHead(status, [...(body.length > 0 ? type : []), ["Content-Length", String(body.length)]])
        if (body.length > 0) sink.onData(body)
        sink.onEnd()
      }
      if (received instanceof Uint8Array) answer()
      else void drain(received).then(answer, answer)
      return { resume() {}, abort: () => void (aborted = true) }
    },
    close: () => Promise.resolve(),
  }
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of body) continue
}
