import { WhkError } from "../errors.ts"

/** Standard input, which only one value of a command can come from. */
export interface StandardInput {
  /** All bytes until the end; `use` is the flag or argument that asks. Throws STDIN_TWICE for the second one. */
  read(use: string): Promise<Buffer>
  /** The bytes as they come, for `use`. Throws STDIN_TWICE for the second one. */
  stream(use: string): AsyncIterable<Uint8Array>
}

export function createStandardInput(stream: AsyncIterable<Uint8Array | string>): StandardInput {
  let first: string | undefined
  const claim = (use: string): void => {
    if (first !== undefined)
      throw new WhkError("STDIN_TWICE", `${use} and ${first} cannot both come from standard input.`)
    first = use
  }
  return {
    async read(use) {
      claim(use)
      const chunks: Buffer[] = []
      for await (const chunk of bytesOf(stream)) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    stream(use) {
      claim(use)
      return bytesOf(stream)
    },
  }
}

async function* bytesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    yield typeof chunk === "string"
      ? Buffer.from(chunk)
      : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  }
}
