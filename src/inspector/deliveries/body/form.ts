export interface FormField {
  readonly name: string
  readonly value: string
}

/** The fields of `application/x-www-form-urlencoded` in order, duplicates included. What is not percent-encoded properly stays as it is. */
export function readForm(text: string): readonly FormField[] {
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=")
      return at === -1
        ? { name: decodePart(part), value: "" }
        : { name: decodePart(part.slice(0, at)), value: decodePart(part.slice(at + 1)) }
    })
}

function decodePart(part: string): string {
  const spaced = part.replaceAll("+", " ")
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
