import type { Context } from "./context.ts"

/** Waits on the command's clock; resolves with false when the command is told to stop first. */
export async function pause(
  { clock, stop }: Pick<Context, "clock" | "stop">,
  delayMs: number,
): Promise<boolean> {
  if (stop.aborted) return false
  // The clock's timer alone does not keep the process alive.
  const alive = setInterval(() => {}, 2 ** 30)
  try {
    return await new Promise<boolean>((resolve) => {
      const onStop = (): void => {
        timer.cancel()
        resolve(false)
      }
      const timer = clock.startTimer(delayMs, () => {
        stop.removeEventListener("abort", onStop)
        resolve(true)
      })
      stop.addEventListener("abort", onStop, { once: true })
    })
  } finally {
    clearInterval(alive)
  }
}
