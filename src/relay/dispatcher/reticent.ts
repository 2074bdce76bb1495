import type { Sender } from "../../sender/send.ts"

const ALIKE: ReadonlySet<string> = new Set(["refused", "timeout", "blocked"])

/**
 * A sender that says the same of every target to which no connection came about: closed, filtered or blocked. Whoever
 * may register an endpoint must not learn from its attempts what the relay's own network is like.
 */
export function reticent(sender: Sender): Sender {
  return {
    close: () => sender.close(),
    async send(request) {
      const result = await sender.send(request)
      const { attempt, connected } = result
      if (connected || !ALIKE.has(attempt.outcome)) return result
      const { elapsedMs } = attempt
      return {
        ...result,
        attempt: { outcome: "refused", elapsedMs, detail: "no connection could be made" },
      }
    },
  }
}
