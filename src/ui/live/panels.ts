import { formatDuration } from "../../domain/duration.ts"
import { formatSize } from "../../domain/size.ts"
import { cleanText } from "../../domain/text.ts"
import { decodeUtf8 } from "../../domain/utf8.ts"
import { splitToCells } from "../cells.ts"
import { type Field, fieldLines } from "../fields.ts"
import { clockTime, requestText, resultOf } from "../listen-lines.ts"
import type { Output } from "../output.ts"
import type { DeliveryRow, ShownMessage } from "./live-state.ts"

type Screen = Pick<Output, "color" | "columns">

/** One delivery in full: what arrived, how it was judged and why, and what the app answered. */
export function detailLines(row: DeliveryRow, screen: Screen): string[] {
  const { color, columns } = screen
  const { settled, request, answer } = row
  const { text, paint } = resultOf(settled, color)
  const lines = [
    ...fieldLines(
      [
        ["delivery", settled.id, color.bold],
        ["event", settled.event ?? "-"],
        ["request", requestText(settled, 2000)],
        ["arrived", arrivedText(settled)],
        ...verdictFields(row, color),
        ["answer", answerText(row, text), paint],
        ["to", settled.to],
      ],
      screen,
    ),
    "",
    color.bold("Request"),
    ...messageLines(request, screen),
    ...(answer ? ["", color.bold("Answer"), ...messageLines(answer, screen)] : []),
    "",
    color.dim(`All of it: whk delivery ${cleanText(settled.id, 60)}`),
  ]
  return lines.flatMap((line) => splitToCells(line, columns))
}

function arrivedText({ at, bytes, attempt }: DeliveryRow["settled"]): string {
  return [clockTime(at), formatSize(bytes), ...(attempt > 1 ? [`attempt ${attempt}`] : [])].join(", ")
}

function answerText({ settled: { result, elapsedMs } }: DeliveryRow, text: string): string {
  if ("skipped" in result) return `none: skipped (${result.skipped})`
  return "status" in result
    ? `${text} in ${formatDuration(elapsedMs)}`
    : `none: ${result.outcome}, ${result.detail}`
}

function verdictFields({ settled: { verdict }, causes }: DeliveryRow, color: Output["color"]): Field[] {
  if (verdict === null) return [["verdict", "not judged; see --verify"]]
  if (verdict.verified) return [["verdict", "✓ verified", color.green]]
  return [
    ["verdict", `✗ not verified: ${verdict.reason}`, color.red],
    ...causes.flatMap(({ title, proof, fix }): Field[] => [
      ["cause", title, color.bold],
      ["proof", proof],
      ["fix", fix],
    ]),
  ]
}

function messageLines({ headers, body, bodyBytes }: ShownMessage, { color, columns }: Screen): string[] {
  const width = columns - 2
  const shown = [
    ...headers.map(([name, value]) => `${cleanText(name, 200)}: ${cleanText(value, 2000)}`),
    ...(headers.length > 0 ? [""] : []),
    ...bodyLines(body, bodyBytes),
  ]
  return shown.flatMap((line) =>
    splitToCells(line, width).map((piece) => `  ${line.startsWith("(") ? color.dim(piece) : piece}`),
  )
}

/** A body as text, cleaned line by line; anything else as its size. */
function bodyLines(body: Uint8Array, bodyBytes: number | null): string[] {
  const size = bodyBytes ?? body.length
  if (size === 0) return ["(no body)"]
  if (body.length === 0) return [`(${formatSize(size)}, which were not kept)`]
  const isCut = body.length < size
  const text = decodeUtf8(body) ?? (isCut ? decodeCut(body) : undefined)
  if (text === undefined || text.includes("\0")) return [`(${formatSize(size)} of binary data)`]
  const lines = text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => cleanText(line.replace(/\r$/, ""), Infinity))
  return isCut ? [...lines, `(the first part of ${formatSize(size)})`] : lines
}

/** Text that was cut in the middle of a character. */
function decodeCut(body: Uint8Array): string | undefined {
  for (let left = 1; left <= 3; left += 1) {
    const text = decodeUtf8(body.subarray(0, -left))
    if (text !== undefined) return text
  }
  return undefined
}

/** The keys and what they do. */
export function keyLines(screen: Screen): string[] {
  return fieldLines(
    [
      ["r", "send the selected delivery again, the newest when none is selected"],
      ["d, Enter", "its request, its verdict and the answer to it"],
      ["j k ↓ ↑", "select a delivery, or scroll what is shown of it"],
      ["f", "show only deliveries that hold the words you type: an event, a status, a path"],
      ["Esc", "back; also ends the selection and the filter"],
      ["o", "open the inspector"],
      ["q, Ctrl-C", "finish what is in flight and quit"],
      ["Ctrl-Z", "suspend; `fg` goes on"],
    ].map(([name, text]): Field => [name!, text, String, screen.color.bold]),
    screen,
  )
}
