import fc from "fast-check"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { parseProviderFile } from "../../src/config/provider-file.ts"
import { WhkError } from "../../src/errors.ts"
import type { Provider } from "../../src/providers/provider.ts"
import { PROVIDER_TEMPLATE } from "../../src/providers/file/template.ts"

/** The provider, or the one clean error of two lines that stands for it. */
function readOrRefuse(text: string): Provider | undefined {
  try {
    return parseProviderFile(text, "acme.yaml")
  } catch (error) {
    if (!(error instanceof WhkError)) throw error
    expect(error.code).toBe("PROVIDER_INVALID")
    expect(error.message).toMatch(/^acme\.yaml:\d+: .*[.!?"…]$/)
    expect(error.hint).not.toBe("")
    return undefined
  }
}

const word = fc.constantFrom(
  "",
  "acme",
  "stripe",
  "auto",
  "hmac-sha256",
  "ed25519",
  "token",
  "none",
  "hex",
  "base64",
  "keypair",
  "__proto__",
  "{signature}",
  "{timestamp}",
  "t={timestamp},v1={signature}",
  "{body}",
  "{data}",
  "{id}",
  "{event}",
  "{int:1-9}",
  "5s",
  "0s",
  "/a/b",
  "X-Sig",
  "constructor",
  "toString",
  "a.b",
  "2xx",
  "\n",
  "\u0000",
  "日本",
  "{",
  "}",
  "*",
)
const json = fc.jsonValue({ maxDepth: 4 })
const anything = fc.oneof(
  word,
  json,
  fc.constantFrom(null, 0, -1, 1e308, true),
  fc.array(word),
  fc.dictionary(word, word),
)

test("no JSON does anything but be read or be refused", () => {
  fc.assert(fc.property(json, (value) => void readOrRefuse(JSON.stringify(value))))
})

const FIELDS = Object.keys(parse(PROVIDER_TEMPLATE) as object)

test("no value of a known field does anything but be read or be refused", () => {
  const file = fc.dictionary(
    fc.constantFrom(...FIELDS, "extends", "names", "otherEvents", "bodyFormat"),
    anything,
  )
  fc.assert(
    fc.property(file, (fields) => {
      const base = { id: "acme", name: "Acme", extends: "svix" }
      void readOrRefuse(JSON.stringify({ ...base, ...fields }))
    }),
    { numRuns: 500 },
  )
})

/** Every place of a JSON value. */
function placesOf(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== "object" || node === null) return [path]
  return [path, ...Object.entries(node).flatMap(([key, child]) => placesOf(child, [...path, key]))]
}

function replaceAt(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(node))
    return node.map((child, index) => (String(index) === key ? replaceAt(child, rest, value) : child))
  const entries = Object.entries(node as object)
  return Object.fromEntries(
    entries.map(([name, child]) => [name, name === key ? replaceAt(child, rest, value) : child]),
  )
}

const template: unknown = parse(PROVIDER_TEMPLATE)

test("a file with any part of it changed is read or refused", () => {
  fc.assert(
    fc.property(fc.constantFrom(...placesOf(template)), anything, (place, value) => {
      void readOrRefuse(JSON.stringify(replaceAt(template, place, value)))
    }),
    { numRuns: 1000 },
  )
})

test("a file with any piece of its text changed is read or refused", () => {
  const place = fc.nat(PROVIDER_TEMPLATE.length)
  const piece = fc.oneof(
    fc.string({ maxLength: 5 }),
    word,
    fc.constantFrom("\t", ": ", "- ", "[", "{", "'", '"', "*a", "&a"),
  )
  fc.assert(
    fc.property(place, fc.nat(20), piece, (at, length, text) => {
      void readOrRefuse(PROVIDER_TEMPLATE.slice(0, at) + text + PROVIDER_TEMPLATE.slice(at + length))
    }),
    { numRuns: 500 },
  )
})

test("what is read can build every sample", () => {
  fc.assert(
    fc.property(fc.dictionary(word, anything), (sample) => {
      const file = { ...(template as object), events: { "a.b": { sample } }, testEvent: "a.b" }
      const provider = readOrRefuse(JSON.stringify(file))
      expect(provider === undefined || provider.events.length === 1).toBe(true)
    }),
  )
})
