import { parseTarget, targetOrigin } from "../domain/target.ts"
import { WhkError } from "../errors.ts"
import { quoted } from "./request/read-flags.ts"

/** A relay's base URL from what the user wrote: a URL, or host:port. Throws TARGET_INVALID, naming the place. */
export function readRelayUrl(text: string, place: string): string {
  const written = text.trim()
  const url = /^https?:\/\//i.test(written) ? written : hostAndPort(written)
  if (url !== undefined && URL.canParse(url)) {
    const { origin, pathname } = new URL(url)
    return `${origin}${pathname}`.replace(/\/+$/, "")
  }
  throw new WhkError("TARGET_INVALID", `"${quoted(text)}" (${place}) is not the address of a relay.`, {
    hint: "Give its URL, for example http://127.0.0.1:4400.",
  })
}

/** `--public-url`, without a slash at the end. Throws USAGE. */
export function readPublicUrl(text: string): string {
  if (/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(text) && URL.canParse(text))
    return text.replace(/\/+$/, "")
  throw new WhkError("USAGE", `"${quoted(text)}" is not an http or https URL.`, {
    hint: "Pass the address senders use, for example --public-url https://hooks.example.com",
  })
}

function hostAndPort(text: string): string | undefined {
  try {
    const target = parseTarget(text)
    return target.socketPath === undefined ? targetOrigin(target) : undefined
  } catch {
    return undefined
  }
}
