import type { Headers } from "../domain/headers.ts"

/** One request of a case, ready to be sent. */
export interface Shot {
  readonly method: string
  /** Absolute, as the receiver's provider would have it configured, with what the scheme or a handshake puts behind it. */
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
  /** The body is sent in this many pieces with a pause after each. */
  readonly pieces?: number
  /** What must never come back: the signature that would have been right. */
  readonly confidential?: string
}

/**
 * What a correct handler does. `accept`: the provider's success status. `reject`: a refusal in the 400s. `any`: the
 * provider's rule leaves it open, but nothing crashes.
 */
export type Expectation = "accept" | "reject" | "any"

/** How the requests of a case follow each other. */
export type Delivery = "one-by-one" | "at-once" | "one-connection"

/** A case that applies to a provider, with its requests. */
export interface PlannedCase {
  readonly id: string
  /** One sentence about a correct handler. */
  readonly title: string
  /** What goes wrong in production where the handler does something else. */
  readonly why: string
  readonly expect: Expectation
  /** What each request is expected to come to, where that is not the same for all. */
  readonly expectEach?: readonly Expectation[]
  readonly shots: readonly Shot[]
  readonly delivery: Delivery
  /** Judges the answer in place of the expectation: what is wrong with it, or undefined. */
  readonly judge?: (answer: Answer) => string | undefined
  /** No answer is as good as one: a server may hang up on what it does not want. */
  readonly mayHangUp?: boolean
}

/** A case that says nothing about this provider. */
export interface SkippedCase {
  readonly id: string
  readonly title: string
  readonly why: string
  /** Why it does not apply, as the end of "skipped:". */
  readonly skipped: string
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}
