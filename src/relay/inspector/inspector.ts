import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { replyPlainly } from "../ingest/reply.ts"
import { BUILT, type BuiltPage, readBuiltPage } from "./built-page.ts"

const NONCE_BYTES = 16

/** What every answer of this room says to the browser. */
const GUARDS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), display-capture=(), clipboard-read=()",
}

/** Nothing but the one script and the one stylesheet, which only this response names. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ")
}

/** Whether a raw request target belongs to the inspector. */
export function isInspectorTarget(target: string): boolean {
  return /^\/inspect(?:[/?]|$)/.test(target)
}

/**
 * Serves the inspector's page and its assets, which are read once. Everybody gets them: they hold nothing, and what the
 * page shows it asks the management API for, with the session that its code opened.
 */
export function createInspector({ folder = BUILT }: { readonly folder?: string } = {}) {
  let reading: Promise<BuiltPage | undefined> | undefined

  async function page(): Promise<BuiltPage | undefined> {
    reading ??= readBuiltPage(folder)
    const found = await reading.catch(() => undefined)
    // It may be built while the relay runs.
    if (!found) reading = undefined
    return found
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return replyPlainly(response, 405, "whk: the inspector is read with GET", [["Allow", "GET, HEAD"]])
    const built = await page()
    if (!built)
      return replyPlainly(response, 503, "whk: the inspector is not built here; `npm run build` builds it", [
        ["Cache-Control", "no-store"],
      ])
    const [path = ""] = (request.url ?? "").split("?")
    if (path === "/inspect" || path === "/inspect/") return servePage(response, built)
    const asset = built.asset(path)
    if (!asset) return replyPlainly(response, 404, "whk: not a part of the inspector")
    response.writeHead(200, {
      ...GUARDS,
      "Content-Type": asset.type,
      "Content-Length": asset.body.length,
      // The name of each changes with what is in it.
      "Cache-Control": "public, max-age=31536000, immutable",
    })
    response.end(asset.body)
  }
}

function servePage(response: ServerResponse, built: BuiltPage): void {
  const nonce = randomBytes(NONCE_BYTES).toString("base64url")
  const body = built.html(nonce)
  response.writeHead(200, {
    ...GUARDS,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
    "Content-Security-Policy": policy(nonce),
  })
  response.end(body)
}
