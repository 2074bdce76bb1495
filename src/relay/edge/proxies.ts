import type { IncomingMessage } from "node:http"
import { AddressRanges, readAddress } from "../../domain/address-ranges.ts"

/** The proxies in front of the relay, whose word on who is behind them is taken; nobody else's is. */
export class Proxies {
  readonly #ranges: AddressRanges

  constructor(ranges: AddressRanges = new AddressRanges([])) {
    this.#ranges = ranges
  }

  /** Whether a request was handed over by one of them. */
  sent(request: IncomingMessage): boolean {
    return this.#ranges.has(request.socket.remoteAddress ?? "")
  }

  /**
   * Where a request came from: the peer, or what the nearest proxy wrote last into X-Forwarded-For; further left only
   * while that is a proxy of ours too, because anybody may write the beginning. Null when that is not an address.
   */
  clientAddress(request: IncomingMessage): string | null {
    let address = readAddress(request.socket.remoteAddress ?? "") ?? null
    const hops = (headerText(request, "x-forwarded-for") ?? "").split(",").filter((hop) => hop.trim() !== "")
    while (address !== null && this.#ranges.has(address)) {
      const hop = hops.pop()
      if (hop === undefined) return address
      address = readAddress(withoutPort(hop.trim())) ?? null
    }
    return address
  }

  /** The host that a proxy says was asked for; undefined when it says nothing, or when nobody may say. */
  forwardedHost(request: IncomingMessage): string | undefined {
    return this.sent(request) ? headerText(request, "x-forwarded-host")?.toLowerCase() : undefined
  }
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === "object" ? value.join(", ") : value
}

/** Some proxies write `203.0.113.7:4711` or `[2001:db8::7]:4711`. */
function withoutPort(hop: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop
}
