import { request } from "undici"

/** What one sender was told: a status, or null when the connection failed. */
export interface Told {
  readonly id: string
  readonly status: number | null
}

/**
 * Sends numbered deliveries to an inbox, a few at a time, and says for each what its sender was told. Calls
 * `onTold` after every one, so that a test can strike in the middle.
 */
export async function sendNumbered(
  url: () => string,
  options: {
    /** The first number; 0 unless told otherwise. */
    readonly from?: number
    readonly count: number
    readonly atOnce: number
    readonly onTold?: (told: readonly Told[]) => void
  },
): Promise<readonly Told[]> {
  const told: Told[] = []
  let next = options.from ?? 0
  const end = next + options.count
  const sender = async (): Promise<void> => {
    while (next < end) {
      const id = `event-${next++}`
      const status = await request(url(), {
        method: "POST",
        headers: { "x-event": id },
        body: `{"id":"${id}"}`,
      }).then(
        async (response) => {
          await response.body.dump()
          return response.statusCode
        },
        () => null,
      )
      told.push({ id, status })
      options.onTold?.(told)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, sender))
  return told
}

/** The ids whose senders got a 2xx. */
export function acknowledged(told: readonly Told[]): string[] {
  return told.filter(({ status }) => status !== null && status >= 200 && status < 300).map(({ id }) => id)
}
