import type { Json, JsonObject } from "../provider.ts"

/**
 * JSON as Braintree writes it in XML: names are kept, what is no text says its type, and the members of a list are
 * elements named `item`.
 */
export function braintreeXml(object: JsonObject): string {
  return Object.entries(object)
    .map(([name, value]) => element(name, value))
    .join("")
}

function element(name: string, value: Json): string {
  if (value === null) return `<${name} nil="true"/>`
  if (typeof value === "string") return `<${name}>${escape(value)}</${name}>`
  if (typeof value === "number") return `<${name} type="integer">${value}</${name}>`
  if (typeof value === "boolean") return `<${name} type="boolean">${value}</${name}>`
  if (!isList(value)) return `<${name}>${braintreeXml(value)}</${name}>`
  return `<${name} type="array">${value.map((one) => element("item", one)).join("")}</${name}>`
}

function isList(value: JsonObject | readonly Json[]): value is readonly Json[] {
  return Array.isArray(value)
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
