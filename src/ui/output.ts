import { once } from "node:events"
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
  return {
    json,
    interactive: !json && stdout.isTTY === true && options.stdin.isTTY === true,
    // A terminal that does not know its width says 0.
    columns: Number(options.env["COLUMNS"]) || stdout.columns || (stdout.isTTY ? 80 : Infinity),
    color,
    talkColor,
    data: (text) => void (json || stdout.write(`${text}\n`)),
    bytes: (body) => void stdout.write(body),
    value: (value) => void (json && stdout.write(`${printJson(value, 2)}\n`)),
    line: (value) => void (json && stdout.write(`${printJson(value)}\n`)),
    drained: async () => {
      if (stdout.writableNeedDrain) await once(stdout, "drain")
    },
    talk: (text) => void (quiet || stderr.write(`${text}\n`)),
    warn: (text) => void stderr.write(`${talkColor.yellow("warning")} ${cleanText(text, LONGEST_WARNING)}\n`),
    error(error) {
      if (json) {
        const { code, message, hint } = error
        stderr.write(`${printJson({ error: { code, message, hint } })}\n`)
      } else {
        stderr.write(`${talkColor.red("error")} ${error.message}\n${talkColor.dim("  →")} ${error.hint}\n`)
      }
    },
  }
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
