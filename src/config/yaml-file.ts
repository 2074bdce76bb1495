import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml"
import type { WhkError } from "../errors.ts"

/** What a YAML or JSON text holds, and where. */
export interface YamlValue {
  readonly value: unknown
  /** The line that a field, an item, or else what is around it begins on; 1 is the first. */
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

/** Makes the error about a line: what is wrong there, and what to do. */
export type FailAt = (line: number, message: string, hint: string) => WhkError

const DEEPEST = 100
/** Values with those that aliases repeat: ten lines of aliases can stand for billions. */
const MOST_VALUES = 20_000
/** Characters with those that aliases repeat, four times as many as a file may hold. */
const MOST_CHARACTERS = 1024 * 1024
const HOW_TO_SEE_ONE = "Run `whk providers --template` to see a file that works."

/**
 * Reads one YAML or JSON document as JSON values. Throws what `fail` makes of a syntax error, a repeated key, a tag, a
 * number that JSON has not, a placeholder without quotes, or a text that is too deep or too long when unfolded.
 */
export function readYaml(text: string, fail: FailAt): YamlValue {
  const deepLine = lineOfDepth(text)
  if (deepLine !== undefined) throw tooDeep(deepLine, fail)
  const counter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    schema: "core",
  })
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line)
  const [error] = [...document.errors, ...document.warnings]
  if (error) throw syntaxError(error, { line: lineAt(error.pos[0]), text, fail })
  return new Reader(document, lineAt, fail).read()
}

class Reader {
  readonly #document: Document.Parsed
  readonly #lineAt: (offset: number) => number
  readonly #fail: FailAt
  readonly #lines = new Map<string, number>()
  readonly #targets: ReadonlyMap<Alias, ParsedNode>
  #values = 0
  #characters = 0

  constructor(document: Document.Parsed, lineAt: (offset: number) => number, fail: FailAt) {
    this.#document = document
    this.#lineAt = lineAt
    this.#fail = fail
    this.#targets = targetsOf(document)
  }

  read(): YamlValue {
    const { contents } = this.#document
    if (contents === null) throw this.#fail(1, "the file holds nothing.", HOW_TO_SEE_ONE)
    const value = this.#convert(contents, [])
    return {
      value,
      lineOf: (path) => {
        for (let length = path.length; length > 0; length -= 1) {
          const line = this.#lines.get(keyOf(path.slice(0, length)))
          if (line !== undefined) return line
        }
        return this.#lineOf(contents)
      },
    }
  }

  #convert(node: ParsedNode, path: readonly PropertyKey[]): unknown {
    const line = this.#lineOf(node)
    if (path.length > DEEPEST) throw tooDeep(line, this.#fail)
    if ((this.#values += 1) > MOST_VALUES)
      throw this.#fail(
        line,
        `the file holds more than ${MOST_VALUES} values.`,
        "Repeat less with aliases (*), or keep fewer events in one file.",
      )
    if (isAlias(node)) {
      const target = this.#targets.get(node)
      if (target) return this.#convert(target, path)
      throw this.#fail(
        line,
        `*${node.source} repeats nothing.`,
        `Write &${node.source} before what it repeats, or put quotes around it.`,
      )
    }
    if (isMap(node)) return this.#convertMap(node.items, path)
    if (isSeq(node))
      return node.items.map((item, index) => {
        const itemPath = [...path, index]
        this.#lines.set(keyOf(itemPath), this.#lineOf(item))
        return this.#convert(item, itemPath)
      })
    if (typeof node.value === "string") this.#count(node.value, line)
    if (typeof node.value !== "number" || Number.isFinite(node.value)) return node.value
    throw this.#fail(
      line,
      `${fieldName(path)} is ${node.source}, a number that JSON cannot hold.`,
      "Write another number, or put quotes around it to have it sent as text.",
    )
  }

  #convertMap(pairs: readonly Pair<ParsedNode, ParsedNode | null>[], path: readonly PropertyKey[]): object {
    const names = new Set<string>()
    const entries = pairs.map(({ key, value }): readonly [string, unknown] => {
      const line = this.#lineOf(key)
      const name = this.#nameOf(key, path)
      const place = [...path, name]
      this.#count(name, line)
      if (value === null && isPlaceholder(name))
        throw this.#fail(
          line,
          `${fieldName(path)} holds {${name}} without quotes, which YAML reads as a map.`,
          `Put the whole value in quotes, for example "{${name}}".`,
        )
      if (names.has(name))
        throw this.#fail(line, `${fieldName(place)} stands there twice.`, "Keep one of them.")
      names.add(name)
      this.#lines.set(keyOf(place), line)
      return [name, value === null ? null : this.#convert(value, place)]
    })
    return Object.fromEntries(entries)
  }

  #count(text: string, line: number): void {
    this.#characters += text.length
    if (this.#characters > MOST_CHARACTERS)
      throw this.#fail(
        line,
        "the file stands for more than 1 MiB of text.",
        "Repeat less with aliases (*), or keep shorter samples in one file.",
      )
  }

  #nameOf(key: ParsedNode, path: readonly PropertyKey[]): string {
    const source = isScalar(key) ? (key.source ?? String(key.value)) : undefined
    if (source !== undefined && source !== "__proto__" && key.range[0] !== key.range[1]) return source
    throw this.#fail(
      this.#lineOf(key),
      source === "__proto__"
        ? `${fieldName([...path, source])} cannot be a name.`
        : `${fieldName(path)} has a key that is not text.`,
      "Write every key as one word or as text in quotes.",
    )
  }

  #lineOf({ range }: ParsedNode): number {
    return this.#lineAt(range[0])
  }
}

/** What each alias repeats, found in one walk: to look for it anew at each takes a walk through the whole file. */
function targetsOf(document: Document.Parsed): Map<Alias, ParsedNode> {
  const anchors = new Map<string, ParsedNode>()
  const targets = new Map<Alias, ParsedNode>()
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node as ParsedNode)
    },
    Alias: (_, node) => {
      const target = anchors.get(node.source)
      if (target) targets.set(node, target)
    },
  })
  return targets
}

/** A path into a file as an error names it: `scheme.headers.X-Signature`, `events["order.created"].sample`. */
export function fieldName(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (/^[A-Za-z_$][\w$-]*$/.test(String(part)) ? `.${String(part)}` : `[${shown(part)}]`))
    .join("")
  return text === "" ? "the file" : text.replace(/^\./, "")
}

function shown(part: PropertyKey): string {
  return /^\d+$/.test(String(part)) ? String(part) : JSON.stringify(String(part))
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String))
}

function isPlaceholder(name: string): boolean {
  return /^[a-z][a-z0-9-]*(?::[0-9-]+)?(?:#[a-z0-9-]+)?$/.test(name)
}

/** The first line that is nested so deeply that a parser could run out of stack, judged without parsing. */
function lineOfDepth(text: string): number | undefined {
  let brackets = 0
  const lines = text.split("\n")
  const index = lines.findIndex((line) => {
    for (const character of line) {
      if (character === "[" || character === "{") brackets += 1
      else if (character === "]" || character === "}") brackets = Math.max(0, brackets - 1)
      if (brackets > DEEPEST) return true
    }
    const indicators = line.match(/(?<![^\s[{,])[-?:](?=\s|$)/g) ?? []
    return indicators.length + line.search(/[^ ]|$/) > 2 * DEEPEST
  })
  return index === -1 ? undefined : index + 1
}

function tooDeep(line: number, fail: FailAt): WhkError {
  return fail(line, `this is nested more than ${DEEPEST} levels deep.`, "Keep the file flatter.")
}

const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces.",
  MISSING_CHAR: "Close what was opened: a quote, a bracket or a brace.",
  BAD_SCALAR_START: "Put quotes around the value.",
  BLOCK_AS_IMPLICIT_KEY: "Put quotes around a value that holds a colon and a space.",
  MULTIPLE_DOCS: "Keep one provider in a file: take out the line ---.",
  TAG_RESOLVE_FAILED: "Take out the tag, the word that begins with !.",
}

function syntaxError(
  { code, message }: YAMLError,
  { line, text, fail }: { readonly line: number; readonly text: string; readonly fail: FailAt },
): WhkError {
  const source = text.split("\n")[line - 1] ?? ""
  const holdsBareTemplate = /(?:^|[:-] )\s*\{[a-z][^"'{}]*\}[^\s},\]]/.test(source)
  const hint = holdsBareTemplate
    ? 'Put quotes around a value that begins with {, for example "{timestamp}.{body}".'
    : (HINTS[code] ?? HOW_TO_SEE_ONE)
  const said =
    code === "MULTIPLE_DOCS"
      ? "there are several documents"
      : message.charAt(0).toLowerCase() + message.slice(1)
  return fail(line, `this is not YAML: ${said.replace(/\.$/, "")}.`, hint)
}
