import type { IncomingMessage } from "node:http"
import type { Header } from "../../domain/headers.ts"

const SANDBOX: readonly Header[] = [
  ["Content-Security-Policy", "sandbox; default-src 'none'"],
  ["X-Content-Type-Options", "nosniff"],
]

/**
 * What an app's answer gets beside its own headers when a browser asks for it as a page: from an inbox's address it
 * would otherwise be a page of the relay's own origin, which its scripts could use, and the relay a host for anybody's
 * pages. Senders of webhooks get nothing.
 */
export function sandboxFor({ headers }: Pick<IncomingMessage, "headers">): readonly Header[] {
  const isBrowser = headers["sec-fetch-mode"] !== undefined || headers.accept?.includes("text/html") === true
  return isBrowser ? SANDBOX : []
}
