import { createHmac } from "node:crypto"
import { firstHeader } from "../../../domain/headers.ts"
import { verify } from "../../../signing/verify.ts"
import {
  accepted,
  answerHandshake,
  type Handle,
  handleRightly,
  type Received,
  type Receiver,
  type Reply,
  verifyInput,
} from "../receiver.ts"

/** A handler with one mistake, and what `check` has to call it. */
export interface Planted {
  readonly name: string
  readonly provider: string
  /** The ids of which one has to be among the bugs named. */
  readonly bug: string
  readonly handle: Handle
}

export const REFUSED: Reply = { status: 401 }

export const isRight = async (
  received: Received,
  { provider, secret }: Receiver,
  more = {},
): Promise<boolean> => (await verify(provider.scheme, { ...verifyInput(received, secret), ...more })).verified

/** A handler that verifies rightly what this makes of the request. */
export const seeing =
  (change: (received: Received) => Received, more = {}): Handle =>
  async (received, receiver) => {
    const shaken = await answerHandshake(received, receiver)
    if (shaken) return shaken
    return (await isRight(change(received), receiver, more)) ? accepted(receiver.provider) : REFUSED
  }

/** A handler that accepts these requests without looking further. */
export const letting =
  (isLet: (received: Received) => boolean): Handle =>
  (received, receiver) =>
    isLet(received) ? accepted(receiver.provider) : handleRightly(received, receiver)

/** A handler that computes a digest of its own and compares it in its own way. */
export const comparing =
  (compare: (given: string, expected: string) => boolean, compute = github): Handle =>
  (received, { provider, secret }) => {
    const given = firstHeader(received.headers, "x-hub-signature-256") ?? ""
    return compare(given, `sha256=${compute(received, secret)}`) ? accepted(provider) : REFUSED
  }

export const github = ({ body }: Received, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("hex")

export const withBody = (received: Received, body: string | Uint8Array): Received => ({
  ...received,
  body: Buffer.from(body as string),
})

export const parsed = (received: Received, print: (json: unknown) => string): Received => {
  try {
    return withBody(received, print(JSON.parse(received.body.toString("utf8"))))
  } catch {
    return received
  }
}

export const signatureOf = ({ headers }: Received): string => firstHeader(headers, "stripe-signature") ?? ""

export const stripe = { provider: "stripe" }
export const githubs = { provider: "github" }

/** What the planted handlers know that know it without being told. */
export const SECRETS: Readonly<Record<string, string>> = { github: "the secret of the planted handlers" }
