// Raw text in, raw text out: `new URL` would fold `//x`, `/../x` and `/\x` into another path or another host.

/** What the app's path is made of. */
export interface PathRule {
  /** The forward target's own path and query, begins with `/`. */
  readonly base: string
  /** Set: the app always sees this path; of what the sender asked for only the query is passed on. */
  readonly fixed?: string
}

// Origin form without its token: nothing, a path or a query. Absolute form, authority form and `*` are not.
const REST = /^(?:[/?][\x21-\xff]*)?$/

/**
 * The request target for the app: the forward target's path, then the rest of the ingest path, then both queries.
 * Undefined when the rest is not a path or a query, which is to be refused with 400.
 */
export function appTarget(rule: PathRule, rest: string): string | undefined {
  if (!REST.test(rest)) return undefined
  const [basePath, baseQuery] = splitQuery(rule.fixed ?? rule.base)
  const [restPath, restQuery] = splitQuery(rest)
  const path = rule.fixed === undefined ? join(basePath, restPath) : basePath
  if (baseQuery === undefined) return restQuery === undefined ? path : `${path}?${restQuery}`
  return restQuery ? `${path}?${baseQuery}&${restQuery}` : `${path}?${baseQuery}`
}

function splitQuery(target: string): [path: string, query: string | undefined] {
  const at = target.indexOf("?")
  return at === -1 ? [target, undefined] : [target.slice(0, at), target.slice(at + 1)]
}

function join(base: string, rest: string): string {
  if (rest === "") return base
  return base.endsWith("/") ? base.slice(0, -1) + rest : base + rest
}
