import { cleanText } from "../../domain/text.ts"
import { decodeUtf8 } from "../../domain/utf8.ts"
import { invalid } from "../reading.ts"

/** A URL as curl asks for it, and the user and password that stood in it. */
export interface CurlUrl {
  readonly url: string
  readonly user: string | undefined
}

/**
 * What curl makes of a URL: a scheme where there is none, no fragment, no user, glob escapes undone unless `globoff`,
 * and dot segments resolved unless `pathAsIs`. The text has one character for each byte. Throws CAPTURE_INVALID.
 */
export function curlUrl(
  text: string,
  {
    globoff,
    pathAsIs,
    place,
  }: { readonly globoff: boolean; readonly pathAsIs: boolean; readonly place: string },
): CurlUrl {
  const plain = globoff ? text : text.replace(/\\([[\]{}])/g, "$1")
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(plain) ? plain : `http://${plain}`
  const parts = /^(https?:\/\/)(?:([^/?#]*)@)?([^/?#@]+)([^?#]*)(\?[^#]*)?/is.exec(withScheme)
  if (!parts) throw invalid(`"${cleanText(text, 60)}" in ${place} is not an http URL.`)
  const [, scheme = "", user, host = "", path = "", query = ""] = parts
  const way = pathAsIs ? path : resolveDots(path)
  const url = `${scheme}${host}${way === "" ? "/" : way}${query}`
  return { url: decodeUtf8(Buffer.from(url, "latin1")) ?? url, user }
}

/** RFC 3986, section 5.2.4. */
function resolveDots(path: string): string {
  if (!/(^|\/)\.{1,2}(\/|$)/.test(path)) return path
  const segments: string[] = []
  const all = path.split("/")
  for (const [index, segment] of all.entries()) {
    const isLast = index === all.length - 1
    if (segment === "..") {
      if (segments.length > 1) segments.pop()
      if (isLast) segments.push("")
    } else if (segment !== ".") segments.push(segment)
    else if (isLast) segments.push("")
  }
  return segments.join("/")
}
