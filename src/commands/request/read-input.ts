import { open } from "node:fs/promises"
import { resolve } from "node:path"
import { addAbortSignal } from "node:stream"
import { readCaptures } from "../../capture/read-captures.ts"
import type { LeftOut, Reading } from "../../capture/reading.ts"
import { isMissing } from "../../config/read-if-there.ts"
import type { StandardInput } from "../../config/standard-input.ts"
import { WhkError } from "../../errors.ts"
import type { Context } from "../context.ts"
import { readCapturedFile } from "./read-captured-file.ts"
import { quoted } from "./read-flags.ts"

const CHUNK_BYTES = 1024 * 1024

/**
 * The requests of a file, or of standard input without one, as they are read. The file is opened and standard input is
 * taken at once. Ends early, without a word, when the command is to stop. Throws FILE_UNREADABLE, STDIN_TWICE or
 * VALUE_MISSING at once, and CAPTURE_INVALID on the way.
 */
export async function openCaptures(
  context: Context,
  file: string | undefined,
  stdin: StandardInput,
): Promise<AsyncIterable<Reading | LeftOut>> {
  const { cwd, stop } = context
  const readFile = (path: string): Promise<Uint8Array> => readCapturedFile(path, cwd)
  if (file !== undefined && file !== "-") {
    const bytes = await openFile(file, context)
    return untilStopped(readCaptures({ place: `"${quoted(file)}"`, bytes, readFile }), stop)
  }
  if (file === undefined && context.out.interactive)
    context.out.talk(
      "Paste a request (HTTP, curl, HAR or a capture), then press Ctrl-D on a line of its own.",
    )
  else if (file === undefined && context.stdin.isTTY)
    throw new WhkError("VALUE_MISSING", "[file] is missing.", {
      hint: "Name a capture file, or pipe one in; verify also takes --body @file with --header name:value.",
    })
  const bytes = stdin.stream("the capture")
  addAbortSignal(stop, context.stdin)
  return untilStopped(readCaptures({ place: "standard input", bytes, readFile }), stop)
}

async function openFile(path: string, { cwd, stop }: Context): Promise<AsyncIterable<Uint8Array>> {
  const failed = (cause: unknown): WhkError => {
    const why = isMissing(cause) ? "does not exist" : "cannot be read"
    return new WhkError("FILE_UNREADABLE", `The file "${quoted(path)}" ${why}.`, { cause })
  }
  const handle = await open(resolve(cwd, path)).catch((cause: unknown) => {
    throw failed(cause)
  })
  const stream = addAbortSignal(stop, handle.createReadStream({ highWaterMark: CHUNK_BYTES }))
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) yield chunk as Uint8Array
    } catch (cause) {
      throw failed(cause)
    }
  }
  return chunks()
}

async function* untilStopped<Item>(items: AsyncIterable<Item>, stop: AbortSignal): AsyncGenerator<Item> {
  try {
    for await (const item of items) {
      if (stop.aborted) return
      yield item
    }
  } catch (error) {
    if (!stop.aborted) throw error
  }
}
