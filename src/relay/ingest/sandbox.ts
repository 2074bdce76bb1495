import type { IncomingMessage } from "node:http"
import { type Header, type Headers, headerValues } from "../../domain/headers.ts"

const SANDBOX: readonly Header[] = [
  ["Content-Security-Policy", "sandbox; default-src 'none'"],
  ["X-Content-Type-Options", "nosniff"],
]

/** Types that a browser shows as a page, with the scripts in them. */
const PAGE = /html|xml|svg/i

/**
 * What an app's answer gets beside its own headers when it is a page or a browser asks for it: from an inbox's address
 * it would otherwise be a page of the relay's own origin, which its scripts could use, and the relay a host for
 * anybody's pages. Other answers to senders of webhooks get nothing.
 */
export function sandboxFor(
  { headers: asked }: Pick<IncomingMessage, "headers">,
  answered: Headers,
): readonly Header[] {
  const isBrowser = asked["sec-fetch-mode"] !== undefined || asked.accept?.includes("text/html") === true
  const isPage = headerValues(answered, "content-type").some((type) => PAGE.test(type))
  return isBrowser || isPage ? SANDBOX : []
}
