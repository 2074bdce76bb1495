import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import { type CaptureSource, invalid, lengthNotes, type Reading } from "../reading.ts"
import { isRequestLine } from "../read-raw-http.ts"
import { curlRequest } from "./curl-request.ts"
import type { CurlSource } from "./curl-source.ts"
import { pipeInput } from "./pipe-input.ts"
import { type Pipeline, pipelines } from "./pipelines.ts"
import { shellTokens } from "./shell-words.ts"

const PREFIXES = /(?:(?:\$|sudo|time|command|\w{1,60}=[^\s'"]{0,200})[ \t]{1,9}){0,5}/
const CURL = new RegExp(
  `(?:^|[|;&])[ \\t]{0,99}${PREFIXES.source}(?:[\\w./-]{0,99}/)?curl(?:\\.exe)?[ \\t\\\\\\r\\n]`,
  "m",
)

/** Whether a text is a shell script with a curl command in it, and no HTTP message. */
export function isCurl(script: string): boolean {
  const first = /\S[^\r\n]*/.exec(script)?.[0] ?? ""
  return !isRequestLine(first.trimEnd()) && !/^HTTP\/\d/.test(first) && CURL.test(script)
}

/**
 * Reads the curl commands of a script, one after the other, as browsers copy them, `whk` writes them and documentation
 * shows them: quotes, `$'…'`, continued lines, files that options name, and what `printf %s`, `echo`, `cat` and
 * `base64 -d` pipe into curl. Nothing is run; variables stand for themselves, with a note. Other commands are left out.
 * `script` has one character for each byte. Throws CAPTURE_INVALID, and FILE_UNREADABLE for a file that is named.
 */
export async function* readCurl(
  script: string,
  { place, readFile }: Pick<CaptureSource, "place" | "readFile">,
): AsyncGenerator<Reading> {
  refuseWindows(script, place)
  const source: CurlSource = {
    place,
    readFile: (path, option, line) => readNamed(path, `${option} on line ${line} of ${place}`, readFile),
  }
  const { tokens, variables } = shellTokens(script, place)
  const commands = pipelines(tokens, place).filter((pipeline) => curlAt(pipeline) !== -1)
  if (commands.length === 0) throw invalid(`${place} has no curl command that could be read.`)
  const unknown = variables.map(
    (name) => `${cleanText(name, 30)} in ${place} is not known and stands as it is.`,
  )
  for (const [index, pipeline] of commands.entries()) {
    const at = curlAt(pipeline)
    const command = pipeline[at]!
    const line = command.words[0]?.line ?? 1
    const file = command.inputFile
    const input = file
      ? await source.readFile(file.text, "<", file.line)
      : await pipeInput(pipeline.slice(0, at), source)
    const words = command.words.slice(command.words.findIndex(({ text }) => isCurlName(text)) + 1)
    const capture = await curlRequest(words, input, source)
    const where = commands.length === 1 ? place : `the command on line ${line} of ${place}`
    yield { capture, notes: [...(index === 0 ? unknown : []), ...lengthNotes(capture, where)] }
  }
}

/** Where curl stands in a pipeline; `$`, `sudo` and settings may stand before its name. */
function curlAt(pipeline: Pipeline): number {
  return pipeline.findIndex(({ words }) => {
    const name = words.find(({ text }) => !/^(?:\$|sudo|time|command|[A-Za-z_]\w*=.*)$/s.test(text))
    return name !== undefined && isCurlName(name.text)
  })
}

function isCurlName(text: string): boolean {
  return /^(?:.*\/)?curl(?:\.exe)?$/.test(text)
}

async function readNamed(path: string, where: string, readFile: CaptureSource["readFile"]): Promise<Buffer> {
  try {
    const bytes = await readFile(Buffer.from(path, "latin1").toString("utf8"))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  } catch (cause) {
    if (!(cause instanceof WhkError)) throw cause
    throw new WhkError("FILE_UNREADABLE", `${cause.message.replace(/\.$/, "")}: see ${where}.`, {
      hint: cause.hint,
      cause,
    })
  }
}

/** The quotes of a POSIX shell are what tells the two apart: its commands have one before any caret. */
function refuseWindows(script: string, place: string): void {
  const beforeQuotes = script.slice(0, script.includes("'") ? script.indexOf("'") : undefined)
  if (/\^"|"[ \t]*\^\r?\n/.test(beforeQuotes))
    throw invalid(
      `${place} is a command for the Windows command prompt: its quotes are ^" and its lines end in ^.`,
      "Copy the request as cURL (bash).",
    )
}
