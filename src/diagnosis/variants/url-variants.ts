import { firstHeader, type Headers } from "../../domain/headers.ts"
import { percentDecoded } from "./percent-decoded.ts"
import { type Candidate, distinct, type Variant } from "./variant.ts"

interface Parts {
  readonly protocol: string
  readonly host: string
  readonly port: string
  readonly path: string
  readonly query: string
}

const URL_PARTS = /^(https?):\/\/(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?/i
const MOST_VARIANTS = 3000

/**
 * The other addresses under which the same receiver may be known to its provider: behind a proxy protocol, host, port
 * and path prefix differ; `known` are addresses that were named by hand.
 */
export function urlVariants(url: string, headers: Headers, known: readonly string[]): Variant<string>[] {
  const candidates = [...namedUrls(known), ...combined(url, headers)].slice(0, MOST_VARIANTS)
  return distinct(candidates, url, (text) => text)
}

function* namedUrls(known: readonly string[]): Generator<Candidate<string>> {
  for (const value of known) yield { id: "url-other", what: `the URL ${value}`, value }
}

function* combined(url: string, headers: Headers): Generator<Candidate<string>> {
  const match = URL_PARTS.exec(url)
  if (!match) return
  const [, protocol = "", host = "", port = "", path = "", query = ""] = match
  const truth: Parts = { protocol, host, port, path, query }
  // Fewer changes first, so that the first address that fits is the one that differs least.
  const found: {
    readonly url: string
    readonly changed: readonly (keyof Parts)[]
    readonly first: keyof Parts
  }[] = []
  for (const one of protocols(truth, headers))
    for (const two of hosts(truth, headers))
      for (const three of ports(two))
        for (const four of paths(truth, headers))
          for (const five of queries(truth)) {
            const parts = { protocol: one, host: two.host, port: three, path: four, query: five }
            const changed = (Object.keys(truth) as (keyof Parts)[]).filter((key) => parts[key] !== truth[key])
            const [first] = changed
            if (first && changed.length <= 4) found.push({ url: written(parts), changed, first })
          }
  for (const { url: value, first } of found.toSorted((a, b) => a.changed.length - b.changed.length))
    yield { id: `url-${first}`, what: `the URL ${value}`, value }
}

function written({ protocol, host, port, path, query }: Parts): string {
  return `${protocol}://${host}${port === "" ? "" : `:${port}`}${path}${query === "" ? "" : `?${query}`}`
}

function protocols({ protocol }: Parts, headers: Headers): Set<string> {
  const forwarded = firstHeader(headers, "x-forwarded-proto") ?? ""
  const named = forwarded === "http" || forwarded === "https" ? [forwarded] : []
  return new Set([protocol, ...named, protocol.toLowerCase() === "https" ? "http" : "https"])
}

/** A host with the port that was named together with it. */
function hosts({ host, port }: Parts, headers: Headers): { readonly host: string; readonly port: string }[] {
  const named = [
    ...["x-forwarded-host", "x-original-host", "x-host", "host", ":authority"].flatMap((name) => {
      const value = firstHeader(headers, name)?.split(",")[0]?.trim()
      return value === undefined ? [] : [value]
    }),
    firstHeader(headers, "forwarded")?.match(/host="?([^";,\s]+)/i)?.[1] ?? "",
  ].filter((value) => /^(?:\[[^\]]+\]|[\w.-]+)(?::\d+)?$/.test(value))
  const split = named.map((value) => {
    const [, name = "", number = ""] = /^(.*?)(?::(\d+))?$/.exec(value) ?? []
    return { host: name, port: number }
  })
  const bare = host.startsWith("www.") ? host.slice(4) : `www.${host}`
  const all = [{ host, port }, ...split, { host: host.toLowerCase(), port }, { host: bare, port }]
  return [...new Map(all.map((one) => [`${one.host}:${one.port}`, one])).values()]
}

function ports({ port }: { readonly port: string }): Set<string> {
  return new Set([port, "", "443", "80"])
}

function paths({ path }: Parts, headers: Headers): Set<string> {
  const prefix = firstHeader(headers, "x-forwarded-prefix") ?? ""
  const original = firstHeader(headers, "x-original-uri") ?? firstHeader(headers, "x-original-url") ?? ""
  const slashed = path.endsWith("/") ? path.slice(0, -1) : `${path}/`
  return new Set([
    path,
    slashed,
    ...(prefix.startsWith("/") ? [prefix.replace(/\/$/, "") + path] : []),
    ...(original.startsWith("/") ? [original.replace(/\?.*/, "")] : []),
    ...(path.lastIndexOf("/") > 0 ? [path.slice(path.indexOf("/", 1))] : []),
    percentDecoded(path),
    encodeURI(percentDecoded(path)),
    "",
    "/",
  ])
}

function queries({ query }: Parts): Set<string> {
  if (query === "") return new Set([""])
  const pairs = query.split("&")
  return new Set([
    query,
    "",
    pairs.toSorted().join("&"),
    pairs.filter((pair) => !/^bodysha256=/i.test(pair)).join("&"),
    percentDecoded(query),
    new URLSearchParams(query).toString(),
    new URLSearchParams(query).toString().replaceAll("+", "%20"),
  ])
}
