import type { ServerResponse } from "node:http"
import type { Clock } from "../../domain/clock.ts"
import { endToEndHeaders, type Header, isWritableHeader, withoutHeaders } from "../../domain/headers.ts"
import { type AttemptRow, type DeliveryRow, KEPT_RESPONSE_BYTES, type Store } from "../../store/port.ts"
import type { InboxLine } from "../hub/inbox-line.ts"
import { replyQueued, replyWith } from "./reply.ts"

/** Answers senders whose delivery has come before. */
export function createRepeats({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  return {
    /** Waits for the attempt that is under way, as long as a sender does; false when there was none. */
    async untilSettled(line: InboxLine, delivery: string): Promise<boolean> {
      const underWay = line.underWay(delivery)
      if (!underWay) return false
      await new Promise<void>((resolve) => {
        const timer = clock.startTimer(line.rules.answerLimitMs, resolve)
        void underWay.then(() => {
          timer.cancel()
          resolve()
        })
      })
      return true
    },

    /** Says what the app said the first time, where that is known whole; else that it is stored. */
    async answer(
      response: ServerResponse,
      line: InboxLine,
      { id, status, request }: DeliveryRow,
    ): Promise<void> {
      const marks: Header[] = [
        ["X-Whk-Delivery-Id", id],
        ["X-Whk-Answer", "duplicate"],
      ]
      const attempts = status === "pending" ? [] : await store.listAttempts(id)
      const said = attempts.findLast(isWhole)
      if (!said) return replyQueued(response, line.rules.success, marks)
      const headers = withoutHeaders(endToEndHeaders(said.responseHeaders ?? []), ["content-length"])
      const body = Buffer.from(said.responseBody ?? [])
      const answer = {
        status: said.status ?? 200,
        headers: [...headers.filter(isWritableHeader), ...marks],
        body,
      }
      replyWith(response, answer, request.method)
    },
  }
}

function isWhole({ outcome, responseBody }: AttemptRow): boolean {
  return outcome === "responded" && (responseBody?.length ?? 0) < KEPT_RESPONSE_BYTES
}
