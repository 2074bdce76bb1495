import type { Capture } from "../../src/capture/capture.ts"
import { readCaptures } from "../../src/capture/read-captures.ts"
import { WhkError } from "../../src/errors.ts"

export interface ReadOptions {
  readonly place?: string
  /** Files that a curl command may name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** In pieces of so many bytes. */
  readonly chunkBytes?: number
}

export interface ReadResult {
  readonly captures: readonly Capture[]
  readonly notes: readonly string[]
  readonly leftOut: readonly string[]
}

/** Everything that a source gives. */
export async function readAll(content: string | Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  const { place = '"file"', files = {} } = options
  const captures: Capture[] = []
  const notes: string[] = []
  const leftOut: string[] = []
  const readFile = (path: string): Promise<Uint8Array> => {
    const file = files[path]
    if (file === undefined) throw new WhkError("FILE_UNREADABLE", `The file "${path}" does not exist.`)
    return Promise.resolve(Buffer.from(file))
  }
  const bytes = pieces(Buffer.from(content), options.chunkBytes ?? 64 * 1024)
  for await (const item of readCaptures({ place, bytes, readFile })) {
    if ("leftOut" in item) leftOut.push(item.leftOut.message)
    else {
      captures.push(item.capture)
      notes.push(...item.notes)
    }
  }
  return { captures, notes, leftOut }
}

/** The only request of a source. */
export async function readOne(content: string | Uint8Array, options: ReadOptions = {}): Promise<Capture> {
  const { captures } = await readAll(content, options)
  const [capture, another] = captures
  if (!capture || another) throw new Error(`${captures.length} captures`)
  return capture
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}
