import type { LeftOut, Reading } from "../../capture/reading.ts"
import type { StandardInput } from "../../config/standard-input.ts"
import { WhkError } from "../../errors.ts"
import type { Context } from "../context.ts"
import { quoted, readBodyFlag, readHeaderFlag, readMethodFlag } from "../request/read-flags.ts"
import { openCaptures } from "../request/read-input.ts"

/** Flags that describe a request instead of a capture. */
export interface RequestFlags {
  readonly body?: string
  readonly header?: readonly string[]
  readonly method?: string
}

/** The requests to judge: those of a file or of standard input, or the one that the flags describe. Throws USAGE. */
export async function openInput(
  context: Context,
  file: string | undefined,
  { flags, stdin }: { readonly flags: RequestFlags; readonly stdin: StandardInput },
): Promise<AsyncIterable<Reading | LeftOut>> {
  if (flags.body === undefined) {
    refuseStray(flags)
    return await openCaptures(context, file, stdin)
  }
  if (file !== undefined)
    throw new WhkError("USAGE", `"${quoted(file)}" and --body both give a request.`, {
      hint: "Pass a capture file, or --body with --header, not both.",
    })
  const headers = (flags.header ?? []).map(readHeaderFlag)
  const method = readMethodFlag(flags.method ?? "POST")
  const body = await readBodyFlag(flags.body, { cwd: context.cwd, stdin })
  return alone({ capture: { method, url: "", headers, body }, notes: [] })
}

function refuseStray({ header, method }: RequestFlags): void {
  const stray = header !== undefined ? "--header" : method !== undefined ? "--method" : undefined
  if (stray === undefined) return
  throw new WhkError("USAGE", `${stray} says nothing about a captured request.`, {
    hint: "Pass --body @file together with --header name:value.",
  })
}

async function* alone(reading: Reading): AsyncGenerator<Reading> {
  yield reading
}
