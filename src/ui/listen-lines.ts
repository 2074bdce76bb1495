import type { ChalkInstance } from "chalk"
import { formatDuration } from "../domain/duration.ts"
import { formatSize } from "../domain/size.ts"
import { cleanText } from "../domain/text.ts"
import { cellsOf, cutToCells, padToCells } from "./cells.ts"
import { fieldLines } from "./fields.ts"
import type { Output } from "./output.ts"

/** What a listener says when it is ready; text in it comes from the relay and is cleaned here. */
export interface ReadyView {
  readonly url: string
  readonly inbox: string
  /** Null: nothing is forwarded. */
  readonly forward: string | null
  /** Where the target comes from when nobody named it. */
  readonly forwardFrom: string | null
  readonly probe: "ok" | "failed"
  /** Whether only this machine can reach the URL. */
  readonly isLocalOnly: boolean
  /** Deliveries that wait. */
  readonly queued: number
  readonly routes: readonly { readonly types: string; readonly target: string }[]
}

/** One settled delivery; text in it comes from outside and is cleaned here. */
export interface SettledView {
  readonly at: Date
  readonly id: string
  readonly method: string
  /** Path and query behind the inbox's own; may be empty. */
  readonly target: string
  readonly event: string | null
  readonly bytes: number
  readonly attempt: number
  readonly elapsedMs: number
  readonly result:
    | { readonly status: number }
    | { readonly outcome: string; readonly detail: string }
    | { readonly skipped: string }
  /** Null: nobody asked. */
  readonly verdict: { readonly verified: boolean; readonly reason: string } | null
  /** What went wrong on purpose. */
  readonly injected: readonly string[]
  /** Which of several targets; null where there is only one. */
  readonly to: string | null
}

type Screen = Pick<Output, "color" | "columns">

/** What is said of a URL of this machine. */
export const LOCAL_ONLY = "reachable only from this machine"

/** The ready line with the facts behind it. */
export function prettyReady(ready: ReadyView, screen: Screen): string {
  const { color } = screen
  const paintReady = ready.probe === "ok" ? color.green : color.yellow
  const lines = fieldLines(
    [
      ["ready", cleanText(ready.url), color.cyan, paintReady],
      ...ready.routes.map(({ types, target }): [string, string] => [
        "route",
        cleanText(`${types} → ${target}`),
      ]),
      ["forward to", cleanText(forwardText(ready))],
      ["inbox", cleanText(ready.inbox)],
      ["note", ready.isLocalOnly ? `This URL is ${LOCAL_ONLY}; see --public-url.` : null, color.dim],
      ["waiting", ready.queued > 0 ? count(ready.queued) : null],
    ],
    screen,
  )
  return `${lines.join("\n")}\n`
}

/** The same in one line, for logs and pipes. */
export function compactReady(ready: ReadyView, { color }: Screen): string {
  const notes = [
    ...ready.routes.map(({ types, target }) => `${types} → ${target}`),
    `inbox ${ready.inbox}`,
    ...(ready.isLocalOnly ? [LOCAL_ONLY] : []),
    ...(ready.queued > 0 ? [`${count(ready.queued)} waiting`] : []),
  ]
  return `${color.green("ready")} ${cleanText(ready.url)} → ${cleanText(forwardText(ready))} (${cleanText(notes.join(", "))})`
}

/** Where deliveries go, in words. */
export function forwardText({
  forward,
  forwardFrom,
  routes,
}: Pick<ReadyView, "forward" | "forwardFrom" | "routes">): string {
  if (forward === null) return routes.length > 0 ? "its routes only" : "nowhere: stored and shown only"
  return forwardFrom === null ? forward : `${forward} (from ${forwardFrom})`
}

function count(deliveries: number): string {
  return deliveries === 1 ? "1 delivery" : `${deliveries} deliveries`
}

const RESULT_CELLS = 7
const DURATION_CELLS = 7
const EVENT_CELLS = 24
const LONGEST_EVENT = 48
const SHORTEST_REQUEST = 12
const GAPS = 5 * 2

/**
 * `09:21:33  200       12ms  user.created              POST /  268 B`, with the reason below when there is no answer.
 * Event and path are cut where the line would be longer than the screen.
 */
export function prettySettled(view: SettledView, { color, columns }: Screen): string {
  const { dim, bold } = color
  const time = clockTime(view.at)
  const { text, paint } = resultOf(view, color)
  const duration = durationOf(view).padStart(DURATION_CELLS)
  const tail = [formatSize(view.bytes), ...notesOf(view)].join("  ")
  const room = columns - time.length - RESULT_CELLS - DURATION_CELLS - cellsOf(tail) - GAPS
  const longestEvent = Math.min(LONGEST_EVENT, Math.max(EVENT_CELLS, room - SHORTEST_REQUEST))
  const name = cutToCells(cleanText(view.event ?? "-", 200), longestEvent)
  const whole = requestText(view, 400)
  // The column gives way before the path is cut.
  const event = padToCells(name, Math.min(EVENT_CELLS, room - cellsOf(whole)))
  const request = cutToCells(whole, Math.max(SHORTEST_REQUEST, room - cellsOf(event)))
  const cells = [dim(time), paint(text.padEnd(RESULT_CELLS)), dim(duration), bold(event), request, dim(tail)]
  const line = cutToCells(cells.join("  "), columns)
  if (!("outcome" in view.result)) return line
  return `${line}\n${" ".repeat(time.length + 2)}${paint(cleanText(view.result.detail, 200))}`
}

/** `2026-01-15T02:03:04.567Z 200 12ms POST /hooks user.created 268 B dlv_01…`, nothing cut, one line each. */
export function compactSettled(view: SettledView, { color }: Screen): string {
  const { text, paint } = resultOf(view, color)
  return [
    color.dim(view.at.toISOString()),
    paint(text),
    durationOf(view),
    requestText(view, 4000),
    cleanText(view.event ?? "-", 200),
    formatSize(view.bytes),
    cleanText(view.id, 60),
    ...notesOf(view),
    ...("detail" in view.result ? [paint(`(${cleanText(view.result.detail)})`)] : []),
  ].join(" ")
}

/** `09:21:33`, in the zone of whoever reads it. */
export function clockTime(at: Date): string {
  return at.toTimeString().slice(0, 8)
}

/** What came of it in a word, and the colour of that. */
export function resultOf(
  { result }: SettledView,
  color: ChalkInstance,
): { text: string; paint: ChalkInstance } {
  if ("skipped" in result) return { text: "skipped", paint: color.dim }
  if ("outcome" in result) return { text: result.outcome, paint: color.red }
  const { status } = result
  const paint = status < 300 ? color.green : status < 500 ? color.yellow : color.red
  return { text: String(status), paint }
}

/** How long it took, or `-` where nothing was tried. */
export function durationOf({ result, elapsedMs }: SettledView): string {
  return "skipped" in result ? "-" : formatDuration(elapsedMs)
}

/** What is to be said beside the answer, each in a few words. */
export function notesOf({ attempt, verdict, injected, to, result }: SettledView): string[] {
  return [
    ...(to === null ? [] : [`to ${cleanText(to, 100)}`]),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(verdict ? [verdict.verified ? "verified" : `not verified: ${verdict.reason}`] : []),
    ...("skipped" in result ? [SKIPPED[result.skipped] ?? result.skipped] : []),
    ...(injected.length > 0 ? [`injected ${injected.join(", ")}`] : []),
  ]
}

const SKIPPED: Readonly<Record<string, string>> = {
  filter: "not asked for",
  route: "no route",
  duplicate: "answered before",
}

/** `POST /hooks?x=1`, cleaned and cut after `longest` characters of the path. */
export function requestText({ method, target }: SettledView, longest: number): string {
  const path = target.startsWith("/") ? target : `/${target}`
  return `${cleanText(method, 20)} ${cleanText(path, longest)}`
}
