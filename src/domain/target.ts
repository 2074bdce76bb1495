import { WhkError } from "../errors.ts"

/** Where requests are sent: a fixed host and port (or a socket file) and the path put before the rest. */
export interface Target {
  readonly protocol: "http:" | "https:"
  readonly host: string
  readonly port: number
  /** Set for a Unix domain socket; host is then `localhost`. */
  readonly socketPath?: string
  /** Raw path and query, begins with `/`. */
  readonly path: string
}

/**
 * Reads `3000`, `localhost:3000`, `localhost:3000/hooks`, `http://…`, `https://…` or `unix:/path.sock:/hooks`.
 * Throws TARGET_INVALID.
 */
export function parseTarget(text: string): Target {
  const trimmed = text.trim()
  const unix = /^unix:([^:]+)(?::(\/.*))?$/.exec(trimmed)
  if (unix)
    return { protocol: "http:", host: "localhost", port: 80, socketPath: unix[1]!, path: unix[2] ?? "/" }
  const bare = /^:?(\d{1,5})([/?][^\s#]*)?$/.exec(trimmed)
  if (bare) return atPort("http:", "localhost", Number(bare[1]), rawPath(bare[2]), text)
  const match =
    /^(?:(https?):\/\/)?(\[[0-9a-fA-F:.]+\]|[\p{L}\p{N}_.-]+)(?::(\d{1,5}))?([/?][^\s#]*)?$/u.exec(trimmed)
  if (!match) throw new WhkError("TARGET_INVALID", `"${text}" is not a port, a host or an http URL.`)
  const protocol = match[1] === "https" ? "https:" : "http:"
  const port = match[3] === undefined ? (protocol === "https:" ? 443 : 80) : Number(match[3])
  return atPort(protocol, match[2]!, port, rawPath(match[4]), text)
}

function rawPath(text: string | undefined): string {
  if (text === undefined) return "/"
  return text.startsWith("?") ? `/${text}` : text
}

function atPort(
  protocol: Target["protocol"],
  host: string,
  port: number,
  path: string,
  text: string,
): Target {
  if (port < 1 || port > 65_535)
    throw new WhkError("TARGET_INVALID", `"${text}" has no port between 1 and 65535.`)
  return { protocol, host, port, path }
}

/** Scheme, host and port as written in a URL; the port is left out where it is the usual one. */
export function targetOrigin(target: Target): string {
  if (target.socketPath !== undefined) return `unix:${target.socketPath}:`
  const usual = target.protocol === "https:" ? 443 : 80
  return `${target.protocol}//${target.host}${target.port === usual ? "" : `:${target.port}`}`
}

/** The target as one line for people and for JSON. */
export function formatTarget(target: Target): string {
  return `${targetOrigin(target)}${target.path}`
}

/** Whether a host name or address, also in brackets, always leads back to this machine (RFC 6761, section 6.3). */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/.test(host)
}
