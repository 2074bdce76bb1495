import type { PlannedCase } from "../case.ts"
import { judgeAnswer } from "../../providers/handshake-answer.ts"
import type { HandshakeAnswer } from "../../providers/handshake.ts"
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
      const common = {
        id: `handshake-${handshake.id}`,
        title: `the handshake "${handshake.id}" is answered as ${provider.name} wants it`,
        why: "Without it the provider does not register the endpoint, or switches it off.",
        shots: [{ method, url: withQuery(url, query), headers, body }],
        delivery: "one-by-one" as const,
      }
      if (handshake.anotherKind && handshake.request.signature !== "wrong")
        return { ...common, expect: "any" }
      return {
        ...common,
        expect: isRefusal(handshake.answer.status) ? "reject" : "accept",
        judge: (answer) => judgeAnswer(handshake, values, { ...answer, secret: secret ?? "" }),
      }
    }),
  )
}

function isRefusal(status: HandshakeAnswer["status"]): boolean {
  return typeof status === "number" ? status >= 400 : status === "4xx"
}

function withQuery(url: string, query: string): string {
  return url + (url.includes("?") ? query.replace("?", "&") : query)
}
