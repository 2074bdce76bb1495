/**
 * Whether a URL holds the target of a request as it was sent: reading it changes nothing of its path and query. The RFC
 * signs the raw target, and the library reads the URL. What reading would change (`/../`, a backslash, a tab) would
 * verify for a path that an app never saw. Origins compare without case and default port, so those may differ.
 */
export function hasRawTarget(url: string): boolean {
  const [, target] = /^https?:\/\/[^/?#\\\s]+([^#]*)$/i.exec(url) ?? []
  if (target === undefined || !URL.canParse(url)) return false
  const { href, protocol } = new URL(url)
  const read = href.slice(href.indexOf("/", protocol.length + "//".length))
  // An empty path is sent as `/`.
  return read === target || read === `/${target}`
}
