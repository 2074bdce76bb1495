import { Client } from "undici"
import type { Clock } from "../domain/clock.ts"

/** How long the public address may take to prove that it leads to this listener. */
const PROBE_TIMEOUT_MS = 5000

/**
 * Whether a POST to the inbox's public URL comes back from this very listener: `ok` when the answer is its nonce.
 * Anything else, an address that cannot be reached from here included, is `failed`; it never throws.
 */
export async function probeInbox(
  url: string,
  nonce: string,
  clock: Clock,
  stop?: AbortSignal,
): Promise<"ok" | "failed"> {
  if (!URL.canParse(url)) return "failed"
  const { origin, pathname, search } = new URL(url)
  // A stranger at that address may answer without end.
  const client = new Client(origin, { maxResponseSize: 1024 })
  const late = new AbortController()
  const timer = clock.startTimer(PROBE_TIMEOUT_MS, () => late.abort())
  try {
    const { statusCode, body } = await client.request({
      method: "POST",
      path: pathname + search,
      headers: { "x-whk-probe": nonce },
      signal: stop ? AbortSignal.any([late.signal, stop]) : late.signal,
    })
    return (await body.text()) === nonce && statusCode === 200 ? "ok" : "failed"
  } catch {
    return "failed"
  } finally {
    timer.cancel()
    await client.destroy()
  }
}
