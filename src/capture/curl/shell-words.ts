import { invalid } from "../reading.ts"
import { ansiEscape } from "./ansi-escape.ts"

/** A word or an operator of a shell script. The text of a word has one character for each byte (Latin-1). */
export interface ShellToken {
  readonly kind: "word" | "operator"
  readonly text: string
  /** From 1. */
  readonly line: number
}

/** The tokens of a script, and the variables in it, which stand there by their names. */
export interface ShellScript {
  readonly tokens: readonly ShellToken[]
  readonly variables: readonly string[]
}

const OPERATOR = /\|\||&&|;;|\|&|&>>?|>>|>&|>\||<<<|<<-?|<&|<>|[|&;<>()\n]/y
const CONTINUATION = /\\\r?\n/y
/** Characters that are nothing but themselves wherever they stand; a word of base64 may have millions. */
const PLAIN = /[A-Za-z0-9_@%+=:,./-]+/y
// A brace that nothing closes must not be looked for to the end of the line, once for each that is opened.
const VARIABLE = /\$(?:[A-Za-z_]\w*|\{[^{}\n]*\}|[0-9@*#?$!-])/y

/**
 * Takes a script apart as a POSIX shell with `$'…'` does: quotes, escapes, comments, continued lines. Nothing is
 * expanded or run. `script` has one character for each byte. Throws CAPTURE_INVALID for a quote that is not closed and
 * for a command within a command.
 */
export function shellTokens(script: string, place: string): ShellScript {
  return new Tokenizer(script, place).run()
}

class Tokenizer {
  readonly #script: string
  readonly #place: string
  readonly #tokens: ShellToken[] = []
  readonly #variables = new Set<string>()
  #at = 0
  #line = 1
  #word: string | undefined
  #wordLine = 1

  constructor(script: string, place: string) {
    this.#script = script
    this.#place = place
  }

  run(): ShellScript {
    while (this.#at < this.#script.length) this.#step()
    this.#endWord()
    return { tokens: this.#tokens, variables: [...this.#variables] }
  }

  #step(): void {
    const plain = this.#match(PLAIN)
    if (plain !== undefined) {
      this.#add(plain)
      this.#at += plain.length
      return
    }
    const character = this.#script[this.#at]!
    const continuation = this.#match(CONTINUATION)
    if (continuation !== undefined) {
      this.#at += continuation.length
      this.#line += 1
    } else if (character === " " || character === "\t" || character === "\r") {
      this.#endWord()
      this.#at += 1
    } else if (character === "#" && this.#word === undefined) this.#skipComment()
    else if (character === "'") this.#add(this.#upTo("'", this.#at + 1))
    else if (character === '"') this.#doubleQuoted()
    else if (character === "$" && this.#script[this.#at + 1] === "'") this.#ansiQuoted()
    else if (character === "\\") {
      this.#add(this.#script[this.#at + 1] ?? "")
      this.#at += 2
    } else this.#unquoted(character)
  }

  #unquoted(character: string): void {
    const operator = this.#match(OPERATOR)
    if (operator === undefined) {
      this.#expansion(character)
      return
    }
    // The digit of `2>&1` is no word of the command.
    if (/^[<>]/.test(operator) && /^\d$/.test(this.#word ?? "")) this.#word = undefined
    this.#endWord()
    this.#tokens.push({ kind: "operator", text: operator, line: this.#line })
    this.#at += operator.length
    if (operator === "\n") this.#line += 1
  }

  /** A character that stands for itself, or something that only a shell could expand. */
  #expansion(character: string): void {
    if (character === "`" || this.#script.startsWith("$(", this.#at))
      throw invalid(
        `Line ${this.#line} of ${this.#place} has a command within a command, and nothing is run here.`,
        "Put what that command prints in its place.",
      )
    const variable = this.#match(VARIABLE)
    if (variable !== undefined) this.#variables.add(variable)
    this.#add(variable ?? character)
    this.#at += (variable ?? character).length
  }

  #doubleQuoted(): void {
    const opened = this.#line
    this.#add("")
    this.#at += 1
    for (;;) {
      const character = this.#script[this.#at]
      const next = this.#script[this.#at + 1]
      if (character === undefined) throw this.#notClosed('"', opened)
      if (character === '"') {
        this.#at += 1
        return
      }
      if (character === "\n") this.#line += 1
      if (character === "\\" && next !== undefined && '$`"\\\n'.includes(next)) {
        if (next === "\n") this.#line += 1
        else this.#add(next)
        this.#at += 2
      } else this.#expansion(character)
    }
  }

  #ansiQuoted(): void {
    const opened = this.#line
    this.#add("")
    this.#at += 2
    for (;;) {
      const character = this.#script[this.#at]
      if (character === undefined) throw this.#notClosed("$'", opened)
      this.#at += 1
      if (character === "'") return
      if (character === "\n") this.#line += 1
      if (character === "\\") {
        const { text, length } = ansiEscape(this.#script, this.#at)
        this.#add(text)
        this.#at += length
      } else this.#add(character)
    }
  }

  #upTo(end: string, start: number): string {
    const close = this.#script.indexOf(end, start)
    if (close === -1) throw this.#notClosed(end, this.#line)
    const text = this.#script.slice(start, close)
    this.#word ??= this.#beginWord()
    this.#line += text.split("\n").length - 1
    this.#at = close + 1
    return text
  }

  /** What a sticky pattern finds here. */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#script)?.[0]
  }

  #skipComment(): void {
    const end = this.#script.indexOf("\n", this.#at)
    this.#at = end === -1 ? this.#script.length : end
  }

  #beginWord(): string {
    this.#wordLine = this.#line
    return ""
  }

  #add(text: string): void {
    this.#word = (this.#word ?? this.#beginWord()) + text
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#tokens.push({ kind: "word", text: this.#word, line: this.#wordLine })
    this.#word = undefined
  }

  #notClosed(quote: string, line: number): Error {
    return invalid(
      `The quote ${quote} on line ${line} of ${this.#place} is not closed.`,
      "Copy the whole command; in a browser as cURL (bash), not cURL (cmd).",
    )
  }
}
