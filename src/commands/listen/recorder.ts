import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { writeCapture } from "../../capture/capture-file.ts"
import { WhkError } from "../../errors.ts"
import type { AppAnswered, AppFailed, ListenEvent } from "../../listen/events.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"

/** Writes every delivery, with the app's answer, to `<folder>/<delivery id>.json` as capture/1. */
export class Recorder {
  readonly #folder: string
  readonly #provider: string | undefined
  readonly #bodies = new Map<string, Uint8Array>()
  readonly #writing = new Set<Promise<void>>()

  constructor(folder: string, provider: string | undefined) {
    this.#folder = folder
    this.#provider = provider
  }

  /** Throws FILE_UNREADABLE when the folder cannot be made. */
  async prepare(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true })
    } catch (error) {
      throw new WhkError("FILE_UNREADABLE", `"${this.#folder}" cannot be made a folder.`, { cause: error })
    }
  }

  take(event: ListenEvent, inboxUrl: string): void {
    if (event.type === "delivery" && event.body) this.#bodies.set(event.request.delivery, event.body)
    if (event.type !== "response" && event.type !== "failed") return
    const body = this.#bodies.get(event.request.delivery)
    this.#bodies.delete(event.request.delivery)
    if (body === undefined) return
    const writing = this.#write(event, body, inboxUrl).finally(() => this.#writing.delete(writing))
    this.#writing.add(writing)
  }

  /** Resolves when everything taken is on disk. */
  async flush(): Promise<void> {
    await Promise.all(this.#writing)
  }

  async #write(event: AppAnswered | AppFailed, body: Uint8Array, inboxUrl: string): Promise<void> {
    const { request, elapsedMs } = event
    const status = event.type === "response" ? event.status : null
    const text = writeCapture({
      id: request.delivery,
      receivedAtMs: request.receivedAt,
      ...(this.#provider !== undefined && { provider: this.#provider }),
      method: request.method,
      url: `${inboxUrl}${request.target}`,
      headers: request.headers,
      body,
      ...(event.type === "response" && {
        response: { status: event.status, headers: event.headers, body: event.body },
      }),
      attempts: [{ at: new Date().toISOString(), outcome: outcomeOf(event), status, elapsedMs }],
    })
    await writeFile(join(this.#folder, fileName(request)), `${text}\n`)
  }
}

function outcomeOf(event: AppAnswered | AppFailed): AppFailed["outcome"] | "responded" {
  return event.type === "response" ? "responded" : event.outcome
}

/** Ids come from the relay: only what an id of ours can hold goes into a file name. */
function fileName(request: RequestInfo): string {
  return `${request.delivery.replace(/[^A-Za-z0-9_-]/g, "_")}.json`
}
