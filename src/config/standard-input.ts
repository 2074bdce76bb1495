import { WhkError } from "../errors.ts"

/** Standard input, which only one value of a command can come from. */
export interface StandardInput {
  /** All bytes until the end; `use` is the flag or argument that asks. Throws STDIN_TWICE for the second one. */
  read(use: string): Promise<Buffer>
}

export function createStandardInput(stream: AsyncIterable<Uint8Array | string>): StandardInput {
  let first: string | undefined
  return {
    async read(use) {
      if (first !== undefined)
        throw new WhkError("STDIN_TWICE", `${use} and ${first} cannot both come from standard input.`)
      first = use
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(Buffer.from(chunk))
      return Buffer.concat(chunks)
    },
  }
}
