/**
 * The fields of an `application/x-www-form-urlencoded` body, names and values as Latin-1 text: one character for each
 * byte, so that also what is no UTF-8 is kept apart.
 */
export function readFormBytes(body: Uint8Array): [name: string, value: string][] {
  return pairsOf(body).map((pair) => {
    const at = pair.indexOf("=")
    return at === -1 ? [decode(pair), ""] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))]
  })
}

/** The form with one field put at its end, instead of any of its name; all else stays byte for byte. */
export function putFormField(body: Uint8Array, name: string, value: string): Buffer {
  const others = pairsOf(body).filter((pair) => decode(pair.split("=", 1)[0] ?? "") !== name)
  return Buffer.from([...others, `${name}=${encodeURIComponent(value)}`].join("&"), "latin1")
}

/** Whether the bytes read as a form: a name, `=`, and nothing that begins JSON or XML. */
export function isForm(body: Uint8Array): boolean {
  return /^[^\s=&{[<"]+=/.test(Buffer.from(body.subarray(0, 200)).toString("latin1"))
}

function pairsOf(body: Uint8Array): string[] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1")
  return text.split("&").filter((pair) => pair !== "")
}

function decode(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
