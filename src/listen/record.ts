import { mkdir, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Capture, CapturedResponse } from "../capture/capture.ts"
import { writeCapture } from "../capture/capture-file.ts"
import { redactCapture } from "../capture/redact/redact-capture.ts"
import { WhkError } from "../errors.ts"
import type { AppAnswered, AppFailed, ListenEvent } from "./events.ts"
import { keyOf } from "./result-memory.ts"

/** Writes deliveries down as capture/1 files, one for each, with the app's answer. */
export interface Recorder {
  /** Takes a session's events; those that are not about deliveries are passed over. */
  take(event: ListenEvent): void
  /** Resolves when everything taken is on disk or told to be left out. */
  finish(): Promise<void>
}

export interface RecorderOptions {
  /** Made when it does not exist. */
  readonly folder: string
  readonly provider?: string
  /** Without secrets and personal values. */
  readonly redact?: boolean
  /** A delivery is not recorded, and why; listening goes on. */
  onLeftOut(delivery: string, why: string): void
}

/**
 * Records into a folder of its owner's. A later attempt of a delivery takes the place of the one before. Throws
 * FILE_UNWRITABLE when the folder cannot be made.
 */
export async function createRecorder(options: RecorderOptions): Promise<Recorder> {
  const { folder, provider } = options
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw unwritable(folder, error)
  })
  const bodies = new Map<string, Uint8Array>()
  let inboxUrl = ""
  // One after the other: two attempts of one delivery must not mix in one file.
  let writing = Promise.resolve()

  const write = async (capture: Capture, delivery: string): Promise<void> => {
    const path = join(folder, fileName(delivery))
    try {
      const kept = options.redact === true ? redactCapture(capture) : capture
      await writeFile(`${path}.part`, `${writeCapture(kept)}\n`, { mode: 0o600 })
      await rename(`${path}.part`, path)
    } catch (error) {
      options.onLeftOut(delivery, unwritable(path, error).message)
    }
  }

  return {
    take(event) {
      if (event.type === "welcome") inboxUrl = event.welcome.inbox.url
      else if (event.type === "delivery") {
        if (event.body) bodies.set(keyOf(event.request), event.body)
        else options.onLeftOut(event.request.delivery, "its body is too large to be kept")
      } else if (event.type === "response" || event.type === "failed") {
        const key = keyOf(event.request)
        const body = bodies.get(key)
        bodies.delete(key)
        if (!body) return
        const capture = captureOf(event, { body, inboxUrl, provider })
        writing = writing.then(() => write(capture, event.request.delivery))
      }
    },
    finish: () => writing,
  }
}

function captureOf(
  event: AppAnswered | AppFailed,
  known: { readonly body: Uint8Array; readonly inboxUrl: string; readonly provider: string | undefined },
): Capture {
  const { delivery, method, target, headers, receivedAt } = event.request
  const response = responseOf(event)
  const status = event.type === "response" ? event.status : null
  const outcome = event.type === "response" ? "responded" : event.outcome
  const at = new Date(receivedAt).toISOString()
  return {
    id: delivery,
    receivedAtMs: receivedAt,
    ...(known.provider !== undefined && { provider: known.provider }),
    method,
    url: known.inboxUrl + target,
    headers,
    body: known.body,
    ...(response && { response }),
    attempts: [{ at, outcome, status, elapsedMs: event.elapsedMs }],
  }
}

/** The answer, where all of its body is known. */
function responseOf(event: AppAnswered | AppFailed): CapturedResponse | undefined {
  if (event.type === "failed" || !event.bodyIsWhole) return undefined
  const { status, headers, body } = event
  return { status, headers, body }
}

/** The relay chose the id: nothing in it may lead out of the folder. */
function fileName(delivery: string): string {
  return `${delivery.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 100)}.json`
}

function unwritable(path: string, cause: unknown): WhkError {
  const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : ""
  return new WhkError("FILE_UNWRITABLE", `"${path}" cannot be written${why}.`, { cause })
}
