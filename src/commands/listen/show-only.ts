import { successStatus, type SuccessRule } from "../../domain/delivery.ts"
import type { Forwarder } from "../../listen/forwarder.ts"

/** Takes the place of an app when there is nothing to forward to: answers every delivery with success. */
export function createShowOnly(success: SuccessRule): Forwarder {
  return {
    target: "nowhere",
    forward(_request, body, sink) {
      let aborted = false
      const answer = (): void => {
        if (aborted) return
        sink.onHead(successStatus(success), [["Content-Length", "0"]])
        sink.onEnd()
      }
      if (body instanceof Uint8Array) answer()
      else void drain(body).then(answer, answer)
      return { resume() {}, abort: () => void (aborted = true) }
    },
    close: () => Promise.resolve(),
  }
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of body) continue
}
