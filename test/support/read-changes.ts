import type { DeliveryJson } from "../../src/domain/api-types.ts"

export interface ToldChange {
  readonly event: string
  readonly data: DeliveryJson
}

/** A reader of `GET /v1/changes`, connected. */
export interface ChangesRead {
  readonly status: number
  readonly headers: Headers
  /** All told so far. */
  readonly told: readonly ToldChange[]
  /** Everything that came, comments included. */
  readonly text: () => string
  /** Resolves with the first change, past or to come, that is like this. */
  until(like: (change: ToldChange) => boolean): Promise<ToldChange>
  /** Resolves when the relay has ended the stream. */
  readonly ended: Promise<void>
  cancel(): void
}

/** Reads the stream with this key; resolves once the relay tells every change. */
export async function readChanges(
  { url, key }: { readonly url: string; readonly key: string },
  query = "",
): Promise<ChangesRead> {
  const cancelled = new AbortController()
  const response = await fetch(`${url}/v1/changes${query}`, {
    headers: { authorization: `Bearer ${key}` },
    signal: cancelled.signal,
  })
  const told: ToldChange[] = []
  let text = ""
  let wake: (() => void)[] = []
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const changed = (): void => {
    for (const resolve of wake.splice(0)) resolve()
  }

  async function read(): Promise<void> {
    let rest = ""
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value
      const blocks = `${rest}${part.value}`.split("\n\n")
      rest = blocks.pop() ?? ""
      for (const block of blocks) {
        const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
        if (event !== undefined && data !== undefined) told.push({ event, data: JSON.parse(data) })
      }
      changed()
    }
  }
  const ended = read().catch(() => {})
  void ended.then(changed)
  const next = (): Promise<void> => new Promise((resolve) => wake.push(resolve))
  while (response.ok && text === "") await next()
  return {
    status: response.status,
    headers: response.headers,
    told,
    text: () => text,
    ended,
    async until(like) {
      for (;;) {
        const found = told.find(like)
        if (found) return found
        await next()
      }
    },
    cancel: () => cancelled.abort(),
  }
}
