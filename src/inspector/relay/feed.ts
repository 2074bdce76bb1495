import { effect, signal } from "@preact/signals"
import type { DeliveryJson } from "../../domain/api-types.ts"
import { backoffMs } from "./backoff.ts"
import { createStreamReader } from "./event-stream.ts"
import { loseSession, token } from "./session.ts"

/** Whether changes arrive: `connecting` for the first time, `live`, or `lost` and trying again. */
export const feedState = signal<"connecting" | "live" | "lost">("connecting")

/** How often everything had to be read anew: whoever asked in vain while the relay was away asks again then. */
export const rounds = signal(0)

export interface FeedListener {
  /** A delivery is new or has changed. */
  readonly delivery: (delivery: DeliveryJson) => void
  /** The feed has just begun, or left something out: what is known has to be read anew. */
  readonly reload: () => void
}

// The relay says something every 15 seconds; a connection that is dead without a word says nothing.
const MOST_SILENT_MS = 40_000

const listeners = new Set<FeedListener>()

/** Tells of every change from now on; call what it returns to hear no more. */
export function onChange(listener: FeedListener): () => void {
  listeners.add(listener)
  if (feedState.peek() === "live") listener.reload()
  return () => listeners.delete(listener)
}

/** Follows the relay's changes whenever somebody is signed in, connecting again as often as it takes. */
export function startFeed(): void {
  effect(() => {
    const key = token.value
    if (key === null) return
    const stop = new AbortController()
    feedState.value = "connecting"
    void follow(key, stop.signal)
    return () => stop.abort()
  })
}

async function follow(key: string, stop: AbortSignal): Promise<void> {
  for (let attempt = 1; !stop.aborted; attempt += 1) {
    const wasLive = await readChanges(key, stop).catch(() => false)
    if (stop.aborted) return
    feedState.value = "lost"
    if (wasLive) attempt = 1
    await pause(backoffMs(attempt, Math.random()), stop)
  }
}

/** Reads until the stream ends. Tells whether it ever began. */
async function readChanges(key: string, stop: AbortSignal): Promise<boolean> {
  const response = await fetch("/v1/changes", {
    headers: { authorization: `Bearer ${key}`, accept: "text/event-stream" },
    cache: "no-store",
    credentials: "omit",
    signal: stop,
  })
  if (response.status === 401 && !stop.aborted) loseSession()
  if (!response.ok || !response.body) return false
  feedState.value = "live"
  readAnew()
  try {
    await readStream(response.body)
  } catch {
    // A connection that breaks ends the stream like one that is closed.
  }
  return true
}

async function readStream(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
  const read = createStreamReader()
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let watch: ReturnType<typeof setTimeout> | undefined
  const next = async (): ReturnType<typeof reader.read> => {
    clearTimeout(watch)
    watch = setTimeout(() => void reader.cancel(), MOST_SILENT_MS)
    return await reader.read()
  }
  for (let piece = await next(); !piece.done; piece = await next()) {
    for (const { event, data } of read(piece.value)) {
      if (event === "missed") readAnew()
      if (event !== "delivery") continue
      const delivery = JSON.parse(data) as DeliveryJson
      for (const listener of listeners) listener.delivery(delivery)
    }
  }
}

function readAnew(): void {
  rounds.value += 1
  for (const listener of listeners) listener.reload()
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    stop.addEventListener("abort", () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
