import { type Header, withoutHeaders } from "../domain/headers.ts"
import type { Handshake } from "../providers/handshake.ts"
import { type HandshakeValues, writeHandshake } from "../providers/handshake-request.ts"
import { fillTextTemplate } from "../providers/json-template.ts"
import type { Provider } from "../providers/provider.ts"
import { sampleContext } from "../providers/sample.ts"
import { generateSecret } from "../providers/secrets.ts"
import { signRequest } from "./sign-request.ts"

export interface HandshakeToBuild {
  readonly provider: Provider
  readonly handshake: Handshake
  /** Absolute, without the handshake's own parameters. */
  readonly url: string
  /** The secret of the receiver; undefined where nothing is signed. */
  readonly secret: string | undefined
  /** The text the receiver expects from the provider, where it asks for one. */
  readonly verifyToken: string
  readonly timeMs: number
  /** Equal seeds give equal challenges. */
  readonly seed: string
}

/** A handshake's request, signed as the handshake wants it, and what to judge the answer by. */
export interface BuiltHandshake {
  readonly method: string
  /** What goes behind the target's path; empty without parameters. */
  readonly query: string
  readonly headers: readonly Header[]
  readonly body: Uint8Array
  readonly values: HandshakeValues
}

/**
 * The request that the provider would send to see whose the endpoint is. One that must be refused is signed with
 * another secret, or shows another verify token. Rejects with what `signRequest` rejects with.
 */
export async function buildHandshake(input: HandshakeToBuild): Promise<BuiltHandshake> {
  const { provider, handshake, url, secret, verifyToken, timeMs, seed } = input
  const context = sampleContext(`${seed}/handshake/${handshake.id}`, timeMs)
  const isWrong = handshake.request.signature === "wrong"
  const values = {
    challenge: fillTextTemplate(handshake.challenge?.template ?? "{lower:32}", {}, context),
    verifyToken: isWrong ? `not-${verifyToken}` : verifyToken,
  }
  const message = writeHandshake(handshake, values, context)
  const common = { method: message.method, query: message.query, values }
  if (handshake.request.signature === "none" || secret === undefined)
    return { ...common, headers: unsignedHeaders(provider, message), body: message.body }
  const { headers, body } = await signRequest({
    provider,
    type: "",
    id: provider.newEventId(context),
    timeMs,
    method: message.method,
    url: url + message.query,
    body: message.body,
    secrets: [isWrong ? generateSecret(provider) : secret],
    headers: message.headers,
  })
  return { ...common, headers: headers.filter(([, value]) => value !== ""), body }
}

/** The headers a provider sends with everything, without those that speak of an event. */
function unsignedHeaders(
  { headers }: Provider,
  { headers: own, body }: { readonly headers: readonly Header[]; readonly body: Uint8Array },
): readonly Header[] {
  const fixed = headers.filter(([name, template]) => {
    const isOfBody = name.toLowerCase() === "content-type"
    return !template.includes("{") && (!isOfBody || body.length > 0)
  })
  return [
    ...withoutHeaders(
      fixed,
      own.map(([name]) => name),
    ),
    ...own,
  ]
}
