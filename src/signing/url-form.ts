import type { UrlForm } from "./scheme.ts"

const PARTS = /^(https?):\/\/([^/?#]*?)(?::(\d+))?((?:[/?][^#]*)?)$/i
const USUAL_PORT: Readonly<Record<string, string>> = { http: "80", https: "443" }

// Of https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
const DECODED = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi

/** A URL in the form that is signed, taken apart as text, or undefined where it is not absolute. */
export function urlInForm(url: string, form: UrlForm): string | undefined {
  if (form === "raw") return url
  const [, protocol, host, port, rest] = PARTS.exec(url) ?? []
  if (protocol === undefined || host === undefined || rest === undefined) return undefined
  if (form === "decoded") return url.replace(DECODED, (escape) => decodeURIComponent(escape))
  if (form === "without-port") return `${protocol}://${host}${rest}`
  return `${protocol}://${host}:${port ?? USUAL_PORT[protocol.toLowerCase()]}${rest}`
}

/** The URL with a parameter behind it. */
export function withQuery(url: string, name: string, value: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${name}=${value}`
}

/** Every value of a parameter, as written in the URL. */
export function queryValues(url: string, name: string): string[] {
  const query = url.slice(url.indexOf("?") + 1)
  if (!url.includes("?")) return []
  return query.split("&").flatMap((pair) => {
    const at = pair.indexOf("=")
    return at !== -1 && pair.slice(0, at) === name ? [pair.slice(at + 1)] : []
  })
}
