import type { ServerResponse } from "node:http"
import { findProvider } from "../../../src/providers/registry.ts"
import { verify } from "../../../src/signing/verify.ts"
import { type Received, type Receiver, startReceiver } from "../../support/receiver.ts"

/** A receiver that takes only what is signed by the provider with the secret it has. */
export interface SignedReceiver extends Receiver {
  /** Takes another secret from now on. */
  use(secret: string): void
}

/** Answers 200 to a right signature and 401 to any other; the body says which. */
export async function startSignedReceiver(providerId: string): Promise<SignedReceiver> {
  const { scheme } = findProvider(providerId)
  let secret = "none yet"

  async function reply({ method, headers, body }: Received, response: ServerResponse): Promise<void> {
    const request = { method, url: receiver.url, headers, body, secrets: [secret], nowMs: Date.now() }
    const { verified } = await verify(scheme, request)
    response.writeHead(verified ? 200 : 401).end(verified ? "signature verified" : "signature refused")
  }

  const receiver: Receiver = await startReceiver((received, _, response) => void reply(received, response))
  return { ...receiver, use: (next) => void (secret = next) }
}
