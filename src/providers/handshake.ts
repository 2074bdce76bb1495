import type { Header } from "../domain/headers.ts"
import type { Json } from "./provider.ts"

/**
 * How a provider sees that an endpoint is the user's own. One description serves both sides: filled in, its request is
 * what the provider sends; read backwards, it recognises such a request. Templates hold `{challenge}` and
 * `{verify-token}`; a text with any other placeholder stands for a value that does not matter.
 */
export interface Handshake {
  /** Unique within the provider. */
  readonly id: string
  /** One line saying what the provider sends and wants to see. */
  readonly title: string
  readonly request: HandshakeRequest
  readonly answer: HandshakeAnswer
  /** Other whole answers that the provider takes as well. */
  readonly alsoAnswers?: readonly HandshakeAnswer[]
  /**
   * What a challenge looks like; a request with any other one is not this handshake. A proof over whatever a stranger
   * asks for would sign forged deliveries for them.
   */
  readonly challenge?: { readonly template: string; readonly pattern: RegExp }
  /** What `{proof}` in the answer is: computed from the challenge with the signing secret. */
  readonly proof?: (challenge: string, secret: string) => string
  /** The challenge is the secret that signs from then on. */
  readonly becomesSecret?: boolean
  /** The address in the body that the receiver has to visit (AWS SNS). */
  readonly visit?: HandshakeVisit
  /** Sent to another kind of endpoint than events are: one for events need not answer it. */
  readonly anotherKind?: true
  /** How long the provider waits; absent: as long as for any delivery. */
  readonly timeoutMs?: number
  readonly certainty: "exact" | "assumed"
  readonly source: string
}

export interface HandshakeVisit {
  /** Where the address stands in the body, a JSON pointer. */
  readonly pointer: string
  /** The hosts it may lead to. */
  readonly hosts: RegExp
  /**
   * All that may stand behind the host: parameters at its root, each once, as text or as the text at a pointer into the
   * body. Absent: anything.
   */
  readonly query?: readonly (readonly [
    name: string,
    value: { readonly text: string } | { readonly pointer: string },
  ])[]
}

export interface HandshakeRequest {
  readonly method: string
  readonly query?: readonly (readonly [name: string, template: string])[]
  readonly headers?: readonly Header[]
  /** What tells the request apart. Absent: no body, or one that does not matter. */
  readonly body?: Json
  /** The whole body that is sent, where it says more than `body`; it holds the same challenge. */
  readonly sentBody?: Json
  /**
   * `right`: signed as any delivery is. `none`: not signed. `wrong`: its signature, or the verify token where there is
   * one, is wrong, and the receiver must refuse it.
   */
  readonly signature: "right" | "none" | "wrong"
}

export interface HandshakeAnswer {
  /** The status wanted; `2xx`: any success, `4xx`: any refusal. */
  readonly status: number | "2xx" | "4xx"
  readonly headers?: readonly Header[]
  /** Text, or JSON that is compared as JSON. Absent: any body. */
  readonly body?: Json
  /** Other bodies that the provider takes as well. */
  readonly alsoBodies?: readonly Json[]
}
