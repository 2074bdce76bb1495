import type { Capture } from "../../capture/capture.ts"
import type { LeftOut, Reading } from "../../capture/reading.ts"
import { createStandardInput } from "../../config/standard-input.ts"
import type { Context } from "../context.ts"
import { Notes } from "../request/notes.ts"
import { openCaptures } from "../request/read-input.ts"
import type { Outgoing } from "./outgoing.ts"
import { type CaptureFlags, prepareResending } from "./resend.ts"
import type { Tally } from "./tally.ts"

/** The requests of a capture file, each so many times, in turn. Throws what `openCaptures` throws. */
export async function capturesFrom(
  context: Context,
  input: {
    readonly file: string
    readonly flags: CaptureFlags
    readonly to: string
    readonly count: number
    readonly tally: Tally
  },
): Promise<AsyncIterable<Outgoing>> {
  const { file, flags, count, tally } = input
  const stdin = createStandardInput(context.stdin)
  const { to } = input
  const again = await prepareResending(context, { flags, stdin })
  const readings = await openCaptures(context, file, stdin)
  const notes = new Notes(context.out)
  const resign = flags.resign ? "always" : "never"

  async function* outgoing(): AsyncGenerator<Outgoing> {
    for await (const reading of readings) {
      const capture = wholeOf(reading, notes)
      if (!capture) tally.leftOut()
      else for (let made = 0; made < count; made += 1) yield await again(capture, { to, notes, resign })
    }
    notes.finish()
  }
  return outgoing()
}

function wholeOf(reading: Reading | LeftOut, notes: Notes): Capture | undefined {
  if ("leftOut" in reading) {
    notes.tell(reading.leftOut.message)
    return undefined
  }
  for (const note of reading.notes) notes.tell(note)
  return reading.capture
}
