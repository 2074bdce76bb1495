import type { Context } from "./context.ts"

/** Work that is over sooner needs no word. */
const SAY_AFTER_MS = 300

/** Waits for the work in flight of a command that stops, and says what the wait is for when it is noticed. */
export async function drain(
  { clock, out }: Pick<Context, "clock" | "out">,
  work: Promise<void>,
): Promise<void> {
  const saying = clock.startTimer(SAY_AFTER_MS, () =>
    out.talk("Finishing what is in flight; press Ctrl-C again to stop at once."),
  )
  try {
    await work
  } finally {
    saying.cancel()
  }
}
