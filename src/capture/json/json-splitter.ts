import { cleanText } from "../../domain/text.ts"
import { invalid, LARGEST_REQUEST_BYTES, tooLarge } from "../reading.ts"

/** The lists whose elements come one by one: a list that stands alone, and those of the known exports. */
export type ListPath = "" | "data" | "requests" | "log.entries"

/**
 * Bytes of JSON out of a longer source. `whole` stands alone; `element` is one of a list, counted from 1; `frame` is
 * what was around the elements, with the lists emptied. The source was JSON if all of them are.
 */
export type JsonPiece = { readonly bytes: Buffer; readonly line: number } & (
  | { readonly kind: "whole" }
  | { readonly kind: "element"; readonly list: ListPath; readonly index: number }
  | { readonly kind: "frame" }
)

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const LINE_FEED = 0x0a

/** Longer keys name none of the lists. */
const LONGEST_KEY = 10

/**
 * Finds where JSON texts that follow each other, and the elements of the known lists in them, begin and end, in
 * memory for one of them. It looks at quotes, brackets and a few keys alone: whoever takes a piece parses it.
 */
export class JsonSplitter {
  readonly #place: string
  #line = 1
  #depth = 0
  #inString = false
  #isEscaped = false
  #string = ""
  /** The keys at depth 1 and 2 that the value under way belongs to. */
  #keys: [string, string] = ["", ""]
  #isCapture = false
  #outerIsObject = false
  #list: { readonly path: ListPath; readonly depth: number; count: number } | undefined
  #hadList = false
  /** Where the piece under way begins in the chunk under way. */
  #from = 0
  #element: Buffer[] = []
  #elementBytes = 0
  #elementLine: number | undefined
  #frame: Buffer[] = []
  #frameBytes = 0
  #frameLine = 1

  constructor(place: string) {
    this.#place = place
  }

  /** The pieces that end in this chunk. Throws CAPTURE_INVALID for what is no JSON at a glance, with its line. */
  push(chunk: Buffer): JsonPiece[] {
    const pieces: JsonPiece[] = []
    this.#from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.#inString) at = this.#skipString(chunk, at)
      else this.#step(chunk, at, pieces)
    }
    if (this.#depth > 0) this.#keep(chunk, chunk.length)
    return pieces
  }

  /** Says that the source has ended. Throws CAPTURE_INVALID when that was too soon. */
  end(): void {
    if (this.#depth === 0) return
    const line = this.#list ? (this.#elementLine ?? this.#line) : this.#frameLine
    throw invalid(
      `The JSON that begins on line ${line} of ${this.#place} is not complete: the end comes ${this.#inString ? "within a text" : "before its brackets are closed"}.`,
    )
  }

  /** Takes one byte outside of strings. */
  #step(chunk: Buffer, at: number, pieces: JsonPiece[]): void {
    const byte = chunk[at]!
    if (byte === LINE_FEED) this.#line += 1
    if (byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09) return
    if (this.#depth === 0) this.#begin(chunk, at)
    else if (this.#list && this.#list.depth === this.#depth && (byte === COMMA || byte === CLOSE_LIST))
      this.#endElement(chunk, at, pieces)
    else this.#elementLine ??= this.#line

    if (byte === QUOTE) {
      this.#inString = true
      this.#string = ""
    } else if (byte === COLON) this.#endKey()
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#enter(chunk, at, byte)
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      this.#depth -= 1
      if (this.#depth === 0) pieces.push(this.#endOutermost(chunk, at + 1))
    }
  }

  #begin(chunk: Buffer, at: number): void {
    const byte = chunk[at]!
    if (byte !== OPEN_OBJECT && byte !== OPEN_LIST) {
      const text = cleanText(chunk.toString("latin1", at, at + 40).split(/[\r\n]/)[0] ?? "", 30)
      throw invalid(`Line ${this.#line} of ${this.#place} is not JSON: "${text}".`)
    }
    this.#from = at
    this.#frameLine = this.#line
    this.#outerIsObject = byte === OPEN_OBJECT
    this.#isCapture = false
    this.#hadList = false
    this.#keys = ["", ""]
  }

  /** A bracket opens; the list that it may begin is told apart from what is around it. */
  #enter(chunk: Buffer, at: number, byte: number): void {
    const path = byte === OPEN_LIST && !this.#list ? this.#listPath() : undefined
    this.#depth += 1
    if (this.#depth === 2 && !this.#list) this.#keys[1] = ""
    if (path === undefined) return
    this.#keep(chunk, at + 1)
    this.#list = { path, depth: this.#depth, count: 0 }
    this.#hadList = true
    this.#elementLine = undefined
  }

  #listPath(): ListPath | undefined {
    const [first, second] = this.#keys
    if (this.#depth === 0) return ""
    if (!this.#outerIsObject || this.#isCapture) return undefined
    if (this.#depth === 1 && (first === "data" || first === "requests")) return first
    return this.#depth === 2 && first === "log" && second === "entries" ? "log.entries" : undefined
  }

  #endKey(): void {
    if (this.#list || this.#depth > 2) return
    this.#keys[this.#depth === 1 ? 0 : 1] = this.#string
    if (this.#depth === 1 && this.#string === "whk") this.#isCapture = true
  }

  #endElement(chunk: Buffer, at: number, pieces: JsonPiece[]): void {
    const list = this.#list!
    const isEnd = chunk[at] === CLOSE_LIST
    this.#keep(chunk, at)
    const isEmptyList = isEnd && list.count === 0 && this.#elementLine === undefined
    if (!isEmptyList) {
      list.count += 1
      const place = { list: list.path, index: list.count, line: this.#elementLine ?? this.#line }
      pieces.push({ kind: "element", ...place, bytes: Buffer.concat(this.#element) })
    }
    this.#element = []
    this.#elementBytes = 0
    this.#elementLine = undefined
    // The comma belongs to nothing, the bracket to the frame.
    this.#from = isEnd ? at : at + 1
    if (isEnd) this.#list = undefined
  }

  #endOutermost(chunk: Buffer, end: number): JsonPiece {
    this.#keep(chunk, end)
    const bytes = Buffer.concat(this.#frame)
    this.#frame = []
    this.#frameBytes = 0
    return { kind: this.#hadList ? "frame" : "whole", bytes, line: this.#frameLine }
  }

  /** Puts the bytes up to `end` to what they are part of. */
  #keep(chunk: Buffer, end: number): void {
    const bytes = chunk.subarray(this.#from, end)
    this.#from = end
    if (this.#list) {
      this.#element.push(bytes)
      this.#elementBytes += bytes.length
    } else {
      this.#frame.push(bytes)
      this.#frameBytes += bytes.length
    }
    if (Math.max(this.#elementBytes, this.#frameBytes) > LARGEST_REQUEST_BYTES)
      throw tooLarge(`The JSON on line ${this.#line} of ${this.#place}`)
  }

  /** Goes to the quote that ends a string, or to the end of the chunk. */
  #skipString(chunk: Buffer, start: number): number {
    let isEscaped = this.#isEscaped
    let at = start
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]!
      if (isEscaped) isEscaped = false
      else if (byte === BACKSLASH) isEscaped = true
      else if (byte === QUOTE) {
        this.#inString = false
        break
      } else if (byte === LINE_FEED)
        throw invalid(`Line ${this.#line} of ${this.#place} is not JSON: it ends within a text.`)
    }
    this.#isEscaped = isEscaped
    if (!this.#list && this.#depth <= 2 && this.#string.length <= LONGEST_KEY)
      this.#string += chunk.toString("latin1", start, Math.min(at, start + LONGEST_KEY + 1))
    return at
  }
}
