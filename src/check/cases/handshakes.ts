import type { PlannedCase } from "../case.ts"
import { judgeAnswer } from "../../providers/handshake-answer.ts"
import { buildHandshake } from "../../sender/build-handshake.ts"
import type { Subject } from "../subject.ts"

/** The handshakes by which the provider sees whose the endpoint is. */
export async function handshakeCases(subject: Subject): Promise<PlannedCase[]> {
  const { provider, options } = subject
  return await Promise.all(
    (provider.handshakes ?? []).map(async (handshake): Promise<PlannedCase> => {
      const { url, secret, verifyToken, nowMs: timeMs, seed } = options
      const built = await buildHandshake({ provider, handshake, url, secret, verifyToken, timeMs, seed })
      const { method, query, headers, body, values } = built
      return {
        id: `handshake-${handshake.id}`,
        title: `the handshake "${handshake.id}" is answered as ${provider.name} wants it`,
        why: "Without it the provider does not register the endpoint, or switches it off.",
        expect: handshake.answer.status === "4xx" ? "reject" : "accept",
        shots: [{ method, url: withQuery(url, query), headers, body }],
        delivery: "one-by-one",
        judge: (answer) => judgeAnswer(handshake, values, { ...answer, secret: secret ?? "" }),
      }
    }),
  )
}

function withQuery(url: string, query: string): string {
  return url + (url.includes("?") ? query.replace("?", "&") : query)
}
