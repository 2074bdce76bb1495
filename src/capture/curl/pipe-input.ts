import { cleanText } from "../../domain/text.ts"
import { decodeBase64 } from "../base64.ts"
import { invalid } from "../reading.ts"
import type { CurlSource } from "./curl-source.ts"
import type { ShellCommand } from "./pipelines.ts"

/**
 * The bytes that the commands before curl hand to it: `printf %s text`, `echo`, `cat file` and `base64 -d`, which need
 * no shell to be understood. Undefined when there is none. Throws CAPTURE_INVALID for any other.
 */
export async function pipeInput(
  commands: readonly ShellCommand[],
  source: CurlSource,
): Promise<Buffer | undefined> {
  let bytes: Buffer | undefined
  for (const command of commands) bytes = await output(command, bytes, source)
  return bytes
}

async function output(
  { words, inputFile }: ShellCommand,
  before: Buffer | undefined,
  source: CurlSource,
): Promise<Buffer> {
  const line = words[0]?.line ?? inputFile?.line ?? 1
  const [name = "", ...given] = words.map(({ text }) => text)
  const input = inputFile ? await source.readFile(inputFile.text, "<", line) : before
  const where = `line ${line} of ${source.place}`
  switch (name) {
    case "printf":
      return Buffer.from(printed(given, where), "latin1")
    case "echo":
      return Buffer.from(given[0] === "-n" ? given.slice(1).join(" ") : `${given.join(" ")}\n`, "latin1")
    case "cat": {
      const [file = "-", another] = given
      if (another !== undefined) throw notRun(`cat with several files`, where)
      if (file !== "-") return await source.readFile(file, "cat", line)
      return input ?? Buffer.alloc(0)
    }
    case "base64":
      if (given.length !== 1 || !/^(-d|-D|--decode)$/.test(given[0]!))
        throw notRun("base64 that encodes", where)
      return unpacked(input, where)
    default:
      throw notRun(`"${cleanText(name, 30)}"`, where)
  }
}

function printed([format = "", ...texts]: readonly string[], where: string): string {
  const words = format === "--" ? texts : [format, ...texts]
  const [pattern = "", ...values] = words
  if (pattern === "%s") return values.join("")
  if (/[%\\]/.test(pattern)) throw notRun(`printf with a format other than %s`, where)
  return pattern
}

function unpacked(input: Buffer | undefined, where: string): Buffer {
  const text = (input ?? Buffer.alloc(0)).toString("latin1").replace(/[\r\n]+/g, "")
  const bytes = decodeBase64(text)
  if (typeof bytes === "string") throw invalid(`The body on ${where} is ${bytes}.`)
  return bytes
}

function notRun(what: string, where: string): Error {
  return invalid(
    `The body comes from ${what} on ${where}, and nothing is run here.`,
    "Put the body into a file and name it: --data-binary @body.json.",
  )
}
