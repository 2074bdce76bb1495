import { type Answer, ask } from "./ask.ts"
import { loseSession, token } from "./session.ts"

async function call<Value>(method: string, path: string, body?: unknown): Promise<Answer<Value>> {
  const used = token.value
  const answer = await ask<Value>(method, path, body, used)
  // A slow answer to an old key says nothing about the present one.
  if (!answer.ok && answer.problem.status === 401 && used === token.value) loseSession()
  return answer
}

/** The management API of the relay that served this page. A refused key ends the session. */
export const api = {
  get: async <Value>(path: string): Promise<Answer<Value>> => await call("GET", path),
  post: async <Value>(path: string, body: unknown = {}): Promise<Answer<Value>> =>
    await call("POST", path, body),
  patch: async <Value>(path: string, body: unknown): Promise<Answer<Value>> =>
    await call("PATCH", path, body),
  delete: async <Value>(path: string): Promise<Answer<Value>> => await call("DELETE", path),
}
