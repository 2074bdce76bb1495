import type { Header, Headers } from "../domain/headers.ts"
import type { PlaceName } from "./scheme.ts"

/** One request to sign. */
export interface SigningInput {
  /** The current secret first; any others are signed with as well where the scheme allows several signatures. */
  readonly secrets: readonly string[]
  /** Id of the message, for schemes that sign or send one. */
  readonly id: string
  /** Time of this attempt, milliseconds since the epoch. */
  readonly timestampMs: number
  readonly eventType: string
  readonly method: string
  /** Absolute, as the receiver's provider would have it configured. */
  readonly url: string
  readonly body: Uint8Array
  /** What is sent beside the scheme's own headers, for schemes that sign some of it. */
  readonly headers?: Headers
}

export interface Signed {
  /** The headers to send, in the scheme's order and case. */
  readonly headers: readonly Header[]
  /** What to send: the given URL and body, or those with what the scheme puts into them. */
  readonly url: string
  readonly body: Uint8Array
  readonly signature: SignatureOf
  /** Whether the bytes that were signed are not the bytes of the body (the scheme re-serialises JSON). */
  readonly signedBodyDiffers: boolean
}

/** The signature of a request, and the header or the field of the body (a JSON pointer) it stands in. */
export interface SignatureOf extends PlaceName {
  readonly value: string
}
