import { once } from "node:events"
import { fstatSync } from "node:fs"
import { Chalk, type ChalkInstance } from "chalk"
import { cleanText, printJson } from "../domain/text.ts"
import type { WhkError } from "../errors.ts"

/** Where a command puts what it has to say: data on stdout, talk on stderr. */
export interface Output {
  readonly json: boolean
  /** A terminal that shows colours and takes prompts. */
  readonly interactive: boolean
  /** Cells of a line; Infinity when the output is piped, so that nothing is cut that `grep` looks for. */
  readonly columns: number
  readonly color: ChalkInstance
  readonly talkColor: ChalkInstance
  /** stdout where something can be drawn on it and somebody sits at it. */
  readonly terminal: NodeJS.WriteStream | undefined
  /**
   * stderr where long work may show how far it is: a terminal, nobody asked for less, and stdout is no pipe, behind
   * which there may be a pager on the same screen.
   */
  readonly progressTo: NodeJS.WriteStream | undefined
  /**
   * Hands everything that would be written to the terminal to somebody who draws on it. Returns what ends that.
   */
  divert(sink: (text: string, stream: NodeJS.WriteStream) => void): () => void
  /** Writes lines for people on stdout; says nothing with --json. */
  data(text: string): void
  /** Writes exact bytes on stdout. */
  bytes(body: Uint8Array): void
  /** The one value of a one-shot command, on stdout, only with --json. */
  value(value: unknown): void
  /** One object of a stream, as one line on stdout, only with --json. */
  line(value: unknown): void
  /** Resolves when stdout takes more: whoever writes without an end waits for it. */
  drained(): Promise<void>
  /** Says something on stderr; quiet with --quiet. */
  talk(text: string): void
  /** Passes on a line of another program on stderr, even with --quiet; it has to be clean where a terminal sees it. */
  passOn(line: string): void
  /** Says one line on stderr even with --quiet; it may quote what came from outside. */
  warn(text: string): void
  error(error: WhkError): void
}

const LONGEST_WARNING = 2000

export interface OutputOptions {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly stdin: NodeJS.ReadStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly json: boolean
  readonly quiet: boolean
  /** False: --no-color. */
  readonly color: boolean
}

export function createOutput(options: OutputOptions): Output {
  const { stdout, stderr, json, quiet } = options
  const color = new Chalk({ level: colorLevel(options, stdout) })
  const talkColor = new Chalk({ level: colorLevel(options, stderr) })
  const interactive = !json && stdout.isTTY === true && options.stdin.isTTY === true
  let sink: ((text: string, stream: NodeJS.WriteStream) => void) | undefined

  function put(stream: NodeJS.WriteStream, text: string): void {
    if (sink && stream.isTTY) sink(text, stream)
    else stream.write(`${text}\n`)
  }
  return {
    json,
    interactive,
    // A terminal that does not know its width says 0.
    columns: Number(options.env["COLUMNS"]) || stdout.columns || (stdout.isTTY ? 80 : Infinity),
    color,
    talkColor,
    terminal: interactive && options.env["TERM"] !== "dumb" ? stdout : undefined,
    progressTo: showsProgress(options) ? stderr : undefined,
    divert(to) {
      sink = to
      return () => void (sink = undefined)
    },
    data: (text) => void (json || put(stdout, text)),
    bytes: (body) => void stdout.write(body),
    value: (value) => void (json && stdout.write(`${printJson(value, 2)}\n`)),
    line: (value) => void (json && stdout.write(`${printJson(value)}\n`)),
    drained: async () => {
      if (stdout.writableNeedDrain) await once(stdout, "drain")
    },
    talk: (text) => void (quiet || put(stderr, text)),
    passOn: (line) => put(stderr, line),
    warn: (text) => put(stderr, `${talkColor.yellow("warning")} ${cleanText(text, LONGEST_WARNING)}`),
    error(error) {
      if (json) {
        const { code, message, hint } = error
        put(stderr, printJson({ error: { code, message, hint } }))
      } else {
        put(stderr, `${talkColor.red("error")} ${error.message}\n${talkColor.dim("  →")} ${error.hint}`)
      }
    },
  }
}

function showsProgress({ stdout, stderr, json, quiet, env }: OutputOptions): boolean {
  if (json || quiet || !stderr.isTTY || env["TERM"] === "dumb" || (env["CI"] ?? "") !== "") return false
  if (stdout.isTTY) return true
  const kind = "fd" in stdout && typeof stdout.fd === "number" ? fstatSync(stdout.fd) : undefined
  return kind?.isFile() === true || kind?.isCharacterDevice() === true
}

function colorLevel(options: OutputOptions, stream: NodeJS.WriteStream): 0 | 1 | 2 | 3 {
  const { env } = options
  if (!options.color || env["NO_COLOR"]) return 0
  const forced = env["FORCE_COLOR"]
  if (forced !== undefined)
    return forced === "0" || forced === "false" ? 0 : forced === "2" ? 2 : forced === "3" ? 3 : 1
  if (!stream.isTTY || env["TERM"] === "dumb") return 0
  return env["COLORTERM"] === "truecolor" ? 3 : 1
}
