import { cleanText } from "../../domain/text.ts"
import { invalid } from "../reading.ts"
import type { ShellToken } from "./shell-words.ts"

/** One command of a pipeline: its words, and the file it reads instead of the one before it. */
export interface ShellCommand {
  readonly words: readonly ShellToken[]
  readonly inputFile: ShellToken | undefined
}

/** Commands that are joined by `|`, in their order. */
export type Pipeline = readonly ShellCommand[]

const ENDS = new Set([";", ";;", "&", "&&", "||", "\n"])

/** Groups tokens to pipelines. Throws CAPTURE_INVALID for what only a shell could carry out. */
export function pipelines(tokens: readonly ShellToken[], place: string): Pipeline[] {
  const all: Pipeline[] = []
  let pipeline: ShellCommand[] = []
  let words: ShellToken[] = []
  let inputFile: ShellToken | undefined
  const endCommand = (): void => {
    if (words.length > 0 || inputFile) pipeline.push({ words, inputFile })
    words = []
    inputFile = undefined
  }
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (token.kind === "word") words.push(token)
    else if (token.text === "|" || token.text === "|&") endCommand()
    else if (ENDS.has(token.text)) {
      // After a pipe a line may end before its next command begins.
      const goesOn = token.text === "\n" && words.length === 0
      endCommand()
      if (goesOn) continue
      if (pipeline.length > 0) all.push(pipeline)
      pipeline = []
    } else if (/^[<>&]/.test(token.text)) {
      at += 1
      const file = tokens[at]
      if (token.text === "<" && file?.kind === "word") inputFile = file
      else if (token.text.startsWith("<")) throw refused(token, place)
    } else throw refused(token, place)
  }
  endCommand()
  if (pipeline.length > 0) all.push(pipeline)
  return all
}

function refused({ text, line }: ShellToken, place: string): Error {
  return invalid(
    `"${cleanText(text, 20)}" on line ${line} of ${place} asks for a shell, and nothing is run here.`,
    "Put the body into a file and name it: --data-binary @body.json.",
  )
}
