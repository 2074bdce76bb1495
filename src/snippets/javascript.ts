import type { Provider } from "../providers/provider.ts"
import type { ContentPart, HandlerRule } from "./rule.ts"

/** Code that verifies; imports of it go to the top of a file, the rest below everything. */
export interface VerifierCode {
  readonly imports: readonly string[]
  /** What is read once, when the program starts. */
  readonly setup: string
  /** Defines `isGenuine`. */
  readonly functions: string
  /** The call that tells: the body is in `body`; a handler says how a header is read, and where all of them are. */
  readonly call: (read: { readonly header: string; readonly headers: string }) => string
  readonly isAsync: boolean
}

/** Verifies with node:crypto alone; with types where the file is TypeScript. */
export function javascriptVerifier(
  rule: HandlerRule,
  names: { readonly secretEnv: string; readonly typed: boolean },
): VerifierCode {
  const type = (annotation: string): string => (names.typed ? `: ${annotation}` : "")
  const body = [
    ...headerLines(rule),
    ...freshLines(rule),
    `  const expected = ${digestCode(rule)}`,
    ...compareLines(rule),
  ]
  return {
    imports: [`import { createHmac, timingSafeEqual } from "node:crypto"`],
    setup: secretCode(names.secretEnv) + keyCode(rule, names.secretEnv),
    functions: `function isGenuine(body${type("Buffer")}, header${type("(name: string) => string")})${type("boolean")} {
${body.join("\n")}
}

function isEqual(given${type("string")}, expected${type("string")})${type("boolean")} {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  // timingSafeEqual throws where the lengths differ.
  return a.length === b.length && timingSafeEqual(a, b)
}`,
    call: ({ header }) => `isGenuine(body, ${header})`,
    isAsync: false,
  }
}

/** For a signature that takes more than a few lines: the library that whk is. */
export function libraryVerifier(
  { id, file }: Pick<Provider, "id" | "file">,
  names: { readonly secretEnv: string; readonly typed: boolean; readonly signsUrl: boolean },
): VerifierCode {
  const types = names.typed ? ["body: Buffer", "headers: Record<string, string>"] : ["body", "headers"]
  return {
    imports: [`import { ${file ? "loadProvider, " : ""}verify } from "whk"`],
    setup: `${secretCode(names.secretEnv)}
const provider = ${file ? `await loadProvider(${JSON.stringify(file.path)})` : `"${id}"`}${names.signsUrl ? '\n// The address the provider was given.\nconst url = process.env["WEBHOOK_URL"] ?? ""' : ""}`,
    functions: `async function isGenuine(${types.join(", ")}) {
  const { verified } = await verify({ provider, secret, headers, body${names.signsUrl ? ", url" : ""} })
  return verified
}`,
    call: ({ headers }) => `(await isGenuine(body, ${headers}))`,
    isAsync: true,
  }
}

function secretCode(name: string): string {
  return `const secret = process.env["${name}"]
if (!secret) throw new Error("${name} is not set")`
}

function keyCode({ key }: HandlerRule, name: string): string {
  const { decoding, prefix, textWithoutPrefix } = key
  if (decoding === "utf8") return ""
  const bare =
    prefix === "" ? "secret" : `secret.slice(secret.startsWith("${prefix}") ? ${prefix.length} : 0)`
  const decoded = `Buffer.from(${bare}, "${decoding}")`
  const code = textWithoutPrefix
    ? `secret.startsWith("${prefix}") ? ${decoded} : Buffer.from(secret)`
    : decoded
  return `
const key = ${code}
if (key.length === 0) throw new Error("${name} holds no key in ${decoding}")`
}

function headerLines({ signature, timeHeader, idHeader, signatureHeaders }: HandlerRule): string[] {
  const lines = [
    ...(idHeader ? [`  const id = header("${idHeader}")`] : []),
    ...(timeHeader ? [`  const timestamp = header("${timeHeader}")`] : []),
  ]
  if (signature.kind === "plain") return lines
  return [
    ...lines,
    `  const parts = header("${signatureHeaders[0]}").split("${signature.separator}").map((part) => part.trim().split("="))`,
    `  const timestamp = parts.find(([name]) => name === "${signature.time}")?.[1] ?? ""`,
  ]
}

function freshLines({ freshness }: HandlerRule): string[] {
  if (!freshness) return []
  const { unit, seconds } = freshness
  const age =
    unit === "iso"
      ? `(Date.now() - Date.parse(timestamp)) / 1000`
      : unit === "ms"
        ? `(Date.now() - Number(timestamp)) / 1000`
        : `Date.now() / 1000 - Number(timestamp)`
  return [
    "  // Both directions, and false for what is no time.",
    `  const isFresh = timestamp !== "" && Math.abs(${age}) <= ${seconds}`,
    "  if (!isFresh) return false",
  ]
}

function digestCode({ hash, key, content, digest }: HandlerRule): string {
  const update = groupText(content).map((part) =>
    part === "body" ? ".update(body)" : `.update(\`${part.text}\`)`,
  )
  const from = key.decoding === "utf8" ? "secret" : "key"
  return `createHmac("${hash}", ${from})${update.join("")}.digest("${digest}")`
}

/** Neighbouring text as one template literal. */
function groupText(content: readonly ContentPart[]): readonly ("body" | { readonly text: string })[] {
  const groups: ("body" | { readonly text: string })[] = []
  for (const part of content) {
    const last = groups.at(-1)
    if (part === "body") groups.push("body")
    else {
      const text = typeof part === "string" ? `\${${part}}` : part.text
      if (typeof last === "object") groups[groups.length - 1] = { text: last.text + text }
      else groups.push({ text })
    }
  }
  return groups
}

function compareLines({ signature, signatureHeaders }: HandlerRule): string[] {
  if (signature.kind === "fields")
    return [
      "  // There may be several while a secret is rotated.",
      `  return parts.some(([name, value = ""]) => name === "${signature.name}" && isEqual(value, expected))`,
    ]
  const { prefix, separator } = signature
  const wanted = prefix === "" ? "expected" : `\`${prefix}\${expected}\``
  const [first = ""] = signatureHeaders
  if (separator !== "")
    return [
      "  // There are several while a secret is rotated.",
      `  return header("${first}").split("${separator}").some((signature) => isEqual(signature, ${wanted}))`,
    ]
  if (signatureHeaders.length === 1) return [`  return isEqual(header("${first}"), ${wanted})`]
  const names = signatureHeaders.map((name) => `"${name}"`).join(", ")
  return [`  return [${names}].some((name) => isEqual(header(name), ${wanted}))`]
}
