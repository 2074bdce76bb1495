import type { Header } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { type Received, type Receiver, startReceiver } from "./receiver.ts"
import { verify } from "./signing.ts"

/** A user's app that checks every signature as its provider asks for: 200 when it is right, 401 when it is not. */
export interface ProviderApp extends Receiver {
  /** From now on only this secret is right; null takes requests that say they carry no signature. */
  expect(secret: string | null): void
}

export async function startProviderApp(providerId: string): Promise<ProviderApp> {
  const { scheme } = findProvider(providerId)
  let secret: string | null = null
  const isRight = ({ headers, body }: Received): boolean => {
    const secrets = secret === null ? [] : [secret]
    const { verified, reason } = verify(scheme, { headers, body, secrets, nowMs: Date.now() })
    return verified || (secret === null && reason === "unsigned")
  }
  const receiver = await startReceiver((received) => (isRight(received) ? 200 : 401))
  return { ...receiver, expect: (next) => void (secret = next) }
}

/** The headers that the provider sends, without those of HTTP itself. */
export function providerHeaders({ headers }: Received): readonly Header[] {
  return headers.filter(([name]) => !/^(host|connection|content-length)$/i.test(name))
}
