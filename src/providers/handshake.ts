import type { Header } from "../domain/headers.ts"
import type { Json } from "./provider.ts"

/**
 * How a provider sees that an endpoint is the user's own. One description serves both sides: filled in, its request is
 * what the provider sends; read backwards, it recognises such a request. Templates hold `{challenge}` and
 * `{verify-token}`; any other placeholder stands for a value that does not matter.
 */
export interface Handshake {
  readonly id: string
  /** One line saying what the provider wants to see. */
  readonly title: string
  readonly request: HandshakeRequest
  readonly answer: HandshakeAnswer
  /** What `{proof}` in the answer is: computed from the challenge with the signing secret. */
  readonly proof?: (challenge: string, secret: string) => string
  /** The challenge is the secret that signs from then on. */
  readonly becomesSecret?: boolean
  /** Where in the body the address stands that the receiver has to visit (AWS SNS). */
  readonly visit?: { readonly pointer: string; readonly hosts: RegExp }
  readonly timeoutMs?: number
  readonly certainty: "exact" | "assumed"
  readonly source: string
}

export interface HandshakeRequest {
  readonly method: string
  readonly query?: readonly (readonly [name: string, template: string])[]
  readonly headers?: readonly Header[]
  /** Absent: no body, or one that does not matter. */
  readonly body?: Json
  /** `wrong`: a request with a wrong signature, or a wrong verify token, that must be refused. */
  readonly signature: "right" | "wrong" | "none"
}

export interface HandshakeAnswer {
  /** The status wanted; `refusal` is any 4xx. */
  readonly status: number | "2xx" | "refusal"
  readonly headers?: readonly Header[]
  /** Text, or JSON that is compared as JSON. Absent: any body. */
  readonly body?: Json
  /** Other bodies the provider takes as well. */
  readonly alsoBodies?: readonly Json[]
}

/** What a handshake's placeholders stand for in one request. */
export interface HandshakeValues {
  readonly challenge: string
  readonly verifyToken: string
}
