import { isIP } from "node:net"

/** A place the relay listens at. */
export interface Listening {
  readonly host: string
  readonly port: number
  readonly secure: boolean
}

/** What a request may call this relay, exactly: everything else was brought here by a name that is not ours. */
export interface OwnHosts {
  /** Values of a Host header, in lower case. */
  readonly hosts: ReadonlySet<string>
  /** Values of an Origin header. */
  readonly origins: ReadonlySet<string>
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
const WILDCARDS = new Set(["0.0.0.0", "[::]"])

/**
 * This machine's own names and the address listened on, each with its port, and the host of the public URL. A bound
 * address counts only when it is one: `0.0.0.0` is no name for a machine, and an address with a zone is in no Host.
 */
export function ownHosts(listening: readonly Listening[], publicUrl: string): OwnHosts {
  const texts = listening.flatMap(({ host, port, secure }) =>
    [...LOOPBACK, ...literal(host)].map((name) => `${secure ? "https" : "http"}://${name}:${port}`),
  )
  const urls = [...texts, publicUrl]
    .flatMap((text) => (URL.canParse(text) ? [new URL(text)] : []))
    .filter(({ hostname }) => !WILDCARDS.has(hostname))
  return {
    hosts: new Set(urls.flatMap(writtenHosts)),
    origins: new Set(urls.map(({ origin }) => origin)),
  }
}

function literal(host: string): string[] {
  if (isIP(host) === 0) return []
  return [host.includes(":") ? `[${host}]` : host]
}

/** With the port, and without it where it is the scheme's usual one. */
function writtenHosts({ protocol, hostname, port }: URL): string[] {
  if (port !== "") return [`${hostname}:${port}`]
  return [hostname, `${hostname}:${protocol === "https:" ? 443 : 80}`]
}
