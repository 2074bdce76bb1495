import { REQUEST_FORMATS, requestWriter, type RequestWriter } from "../capture/formats.ts"
import { redactCapture } from "../capture/redact/redact-capture.ts"
import { createStandardInput } from "../config/standard-input.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { Output } from "../ui/output.ts"
import { argument } from "./arguments.ts"
import type { Command, GlobalOptions } from "./context.ts"
import { Notes } from "./request/notes.ts"
import { peekTwo } from "./request/peek-two.ts"
import { readFormat } from "./request/read-format.ts"
import { openCaptures } from "./request/read-input.ts"
import { stopCode } from "./stop-code.ts"

interface Options extends GlobalOptions {
  readonly format?: string
  readonly redact?: boolean
}

/** Writes captured requests in another notation, one by one; exit 0 only when none had to be left out. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const { out } = context
  const format = readFormat(options.format ?? "capture", { formats: REQUEST_FORMATS, json: out.json })
  const writer = requestWriter(format)
  const input = await openCaptures(context, argument(invocation, 0), createStandardInput(context.stdin))
  const { isOnly, items } = await peekTwo(input)
  if (!isOnly && !writer.holdsMany)
    throw new WhkError("USAGE", `--format ${format} holds one request, and there are more.`, {
      hint: "Use --format capture, har, curl or another that holds many.",
    })

  const notes = new Notes(out)
  const document = new Document(out, writer)
  let leftOut = 0
  for await (const item of items) {
    if ("leftOut" in item) {
      leftOut += 1
      notes.tell(`Left out: ${item.leftOut.message}`)
      continue
    }
    for (const note of item.notes) notes.tell(note)
    await document.write(writer.request(options.redact === true ? redactCapture(item.capture) : item.capture))
  }
  document.end()
  notes.finish()
  return stopCode(context) ?? (leftOut === 0 ? EXIT.done : EXIT.bad)
}

/** Nothing is written before the first request: what cannot be read leaves no half document. */
class Document {
  readonly #out: Output
  readonly #writer: RequestWriter
  #count = 0

  constructor(out: Output, writer: RequestWriter) {
    this.#out = out
    this.#writer = writer
  }

  async write(request: string | Buffer): Promise<void> {
    const { start, between } = this.#writer
    this.#out.bytes(Buffer.from(this.#count === 0 ? start : between))
    this.#out.bytes(Buffer.from(request))
    this.#count += 1
    await this.#out.drained()
  }

  end(): void {
    if (this.#count > 0) this.#out.bytes(Buffer.from(this.#writer.end(this.#count)))
  }
}
