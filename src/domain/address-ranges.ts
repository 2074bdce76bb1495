import ipaddr from "ipaddr.js"

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = [Address, number]

/** Ranges of IP addresses; an address and the same address mapped into IPv6 (`::ffff:10.0.0.1`) are one. */
export class AddressRanges {
  readonly #ranges: readonly Range[]

  /** Takes addresses and CIDR ranges. Throws RangeError for a text that is neither; its message is that text. */
  constructor(texts: readonly string[]) {
    this.#ranges = texts.map((text) => {
      const range = parseRange(text)
      if (!range) throw new RangeError(text)
      return range
    })
  }

  /** False for a text that is no address. */
  has(text: string): boolean {
    const address = parseAddress(text)
    return address !== undefined && this.#ranges.some((range) => contains(range, address))
  }
}

/** An address in its one usual spelling, a mapped one as IPv4; undefined for any other text, also for `127.1`. */
export function readAddress(text: string): string | undefined {
  return parseAddress(text)?.toString()
}

function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  return text.includes(":") && ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : undefined
}

function parseRange(text: string): Range | undefined {
  const [, base = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const address = parseAddress(base)
  if (!address) return undefined
  const longest = address.kind() === "ipv4" ? 32 : 128
  const prefix = bits === undefined ? longest : Number(bits)
  return prefix <= longest ? [address, prefix] : undefined
}

function contains([base, prefix]: Range, address: Address): boolean {
  if (base instanceof ipaddr.IPv4) return address instanceof ipaddr.IPv4 && address.match(base, prefix)
  return address instanceof ipaddr.IPv6 && address.match(base, prefix)
}
