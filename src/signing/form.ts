/**
 * The fields of a form, sorted by name, each name followed by its value with nothing between; the values of a repeated
 * name once each and sorted, as Twilio's own library has it (https://www.twilio.com/docs/usage/security).
 */
export function sortedForm(body: Uint8Array): Buffer {
  const fields = new Map<string, Set<string>>()
  for (const [name, value] of readForm(body)) {
    const values = fields.get(name) ?? new Set()
    fields.set(name, values.add(value))
  }
  const text = [...fields]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) => [...values].toSorted().map((value) => name + value))
    .join("")
  return Buffer.from(text, "utf8")
}

/** The fields of an `application/x-www-form-urlencoded` body in order. */
export function readForm(body: Uint8Array): [name: string, value: string][] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8")
  // URLSearchParams takes a leading ? away, which belongs to the first name here.
  return [...new URLSearchParams(text.startsWith("?") ? `&${text}` : text)]
}

/** Fields as an `application/x-www-form-urlencoded` body. */
export function writeForm(fields: Iterable<readonly [name: string, value: string]>): Buffer {
  const params = new URLSearchParams()
  for (const [name, value] of fields) params.append(name, value)
  return Buffer.from(params.toString(), "utf8")
}
