import type { ChalkInstance } from "chalk"
import { formatDuration } from "../domain/duration.ts"
import { formatSize } from "../domain/size.ts"
import { cleanText } from "../domain/text.ts"

/** What a listener says when it is ready. */
export interface ReadyLine {
  readonly url: string
  readonly inbox: string
  /** Null: nothing is forwarded. */
  readonly forward: string | null
  readonly probe: "ok" | "failed"
  /** Whether only this machine can reach the URL. */
  readonly isLocalOnly: boolean
  readonly queued: number
}

export function readyText(color: ChalkInstance, ready: ReadyLine): string {
  const { bold, cyan, dim, green, yellow } = color
  const state =
    ready.probe === "ok" ? green("ready") : yellow("ready, but the public URL did not answer from here")
  const lines = [
    `${bold("whk listen")}  ${state}`,
    `  ${dim("senders use")}  ${cyan(cleanText(ready.url))}`,
    `  ${dim("forward to")}   ${ready.forward === null ? "nowhere: stored and shown only" : cleanText(ready.forward)}`,
    `  ${dim("inbox")}        ${cleanText(ready.inbox)}`,
  ]
  if (ready.isLocalOnly) lines.push(dim("  This URL is reachable only from this machine; see --public-url."))
  if (ready.queued > 0)
    lines.push(`  ${ready.queued} ${ready.queued === 1 ? "delivery is" : "deliveries are"} waiting`)
  return lines.join("\n")
}

/** One settled delivery. */
export interface SettledLine {
  readonly at: Date
  readonly method: string
  readonly path: string
  readonly event: string | null
  readonly bytes: number
  readonly attempt: number
  readonly elapsedMs: number
  readonly result: { readonly status: number } | { readonly outcome: string; readonly detail: string }
}

/** `09:21:33  200  12ms  POST /hooks  user.created  268 B`. */
export function settledText(color: ChalkInstance, line: SettledLine): string {
  const { dim, red, green, yellow } = color
  const time = line.at.toTimeString().slice(0, 8)
  const result =
    "status" in line.result
      ? (line.result.status < 300 ? green : line.result.status < 500 ? yellow : red)(
          String(line.result.status),
        )
      : red(line.result.outcome)
  const parts = [
    dim(time),
    result,
    dim(formatDuration(line.elapsedMs)),
    `${cleanText(line.method, 20)} ${cleanText(line.path, 120)}`,
    ...(line.event === null ? [] : [color.bold(cleanText(line.event, 80))]),
    dim(formatSize(line.bytes)),
    ...(line.attempt > 1 ? [yellow(`attempt ${line.attempt}`)] : []),
    ...("detail" in line.result ? [dim(cleanText(line.result.detail, 160))] : []),
  ]
  return parts.join("  ")
}
