import type { ChalkInstance } from "chalk"
import { cleanText } from "../../domain/text.ts"
import { cellsOf, cutToCells, splitToCells } from "../cells.ts"
import { LOCAL_ONLY } from "../listen-lines.ts"
import type { LiveCounts, LiveState } from "./live-state.ts"

export interface FooterScreen {
  readonly width: number
  /** Lines it may take. */
  readonly height: number
  readonly color: ChalkInstance
}

const NAME_CELLS = 11

/** What stays at the bottom: the connection, the counts, the addresses, and the keys or what is typed. */
export function footerLines(state: LiveState, screen: FooterScreen): string[] {
  const last = lastLine(state, screen)
  const head = statusLines(state, screen)
  const filter = filterLine(state, screen)
  const room = screen.height - head.length - filter.length - 1
  return [...head, ...placeLines(state, { ...screen, height: room }), ...filter, last]
}

function statusLines({ link, counts }: LiveState, { width, color }: FooterScreen): string[] {
  const status =
    link.kind === "connected"
      ? `${color.green("●")} connected`
      : link.kind === "connecting"
        ? `${color.yellow("○")} connecting`
        : `${color.yellow("○")} reconnecting`
  const why = link.kind === "reconnecting" ? [color.yellow(cleanText(link.reason, 200))] : []
  const all = countTexts(counts, color)
  const whole = packed([status, ...all.map(({ text }) => text)], width)
  const told = all.filter(({ isQuiet }) => !isQuiet).map(({ text }) => text)
  const lines = whole.length === 1 ? whole : packed([status, ...told], width)
  return [...lines, ...why.map((text) => cutToCells(`  ${text}`, width))]
}

/** What is left of it at the end. */
export function summaryLines(
  { counts }: LiveState,
  { width, color }: Pick<FooterScreen, "width" | "color">,
): string[] {
  const texts = countTexts(counts, color).filter(({ isQuiet }) => !isQuiet)
  return [cutToCells(`  ${texts.map(({ text }) => text).join("  ")}`, width)]
}

/** Texts beside each other, on as many lines as they need. */
function packed(texts: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const text of texts) {
    const last = lines.at(-1)
    if (last !== undefined && cellsOf(last) + 2 + cellsOf(text) <= width)
      lines[lines.length - 1] = `${last}  ${text}`
    else lines.push(last === undefined ? text : cutToCells(`  ${text}`, width))
  }
  return lines
}

/** The counts; a quiet one gives way where there is no room. */
function countTexts(
  { total, good, failed, unverified, waiting, isJudged }: LiveCounts,
  color: ChalkInstance,
): { readonly text: string; readonly isQuiet: boolean }[] {
  const paint = (count: number, paintMore: (text: string) => string, text: string) => ({
    text: count > 0 ? paintMore(text) : text,
    isQuiet: count === 0,
  })
  return [
    { text: `${total} total`, isQuiet: false },
    paint(good, color.green, `${good} 2xx`),
    paint(failed, color.red, `${failed} failed`),
    ...(isJudged ? [paint(unverified, color.red, `${unverified} not verified`)] : []),
    paint(waiting, color.yellow, `${waiting} waiting`),
  ]
}

/** Addresses are there to be copied: they are wrapped rather than cut while there is room. */
function placeLines({ place }: LiveState, { width, height, color }: FooterScreen): string[] {
  if (!place || height < 1) return []
  const fields: readonly (readonly [string, string, ((text: string) => string)?])[] = [
    ["url", place.url, color.cyan],
    ["forward to", place.forward],
    ...(place.inspector === null ? [] : [["inspector", place.inspector] as const]),
  ]
  const isWide = width >= 60
  const indent = isWide ? NAME_CELLS + 2 : 2
  const lines = fields.map(([name, value, paint = String]) => {
    const pieces = splitToCells(cleanText(value), width - indent)
    return pieces.map((piece, index) => {
      const start = isWide && index === 0 ? `  ${color.dim(name.padEnd(NAME_CELLS))}` : " ".repeat(indent)
      return `${start}${paint(piece)}`
    })
  })
  const note = `  ${LOCAL_ONLY}`
  if (place.isLocalOnly && cellsOf(place.url) + indent + cellsOf(note) <= width)
    lines[0] = lines[0]!.map((line) => `${line}${color.dim(note)}`)
  if (lines.flat().length <= height) return lines.flat()
  return lines
    .slice(0, height)
    .map(([first = "", ...more]) => (more.length === 0 ? first : cutEnd(first, width)))
}

/** A first piece of which more is missing. */
function cutEnd(line: string, width: number): string {
  return `${cutToCells(line, width - 1)}…`
}

function filterLine({ filter, rows, mode }: LiveState, { width, color }: FooterScreen): string[] {
  if (filter === "" || mode.kind === "typing") return []
  const shown = cleanText(filter, 100)
  const many = rows.length === 0 ? "" : ", others are hidden"
  return [cutToCells(`  ${color.yellow(`only "${shown}"`)}${many} (Esc shows all)`, width)]
}

const KEYS = ["r replay", "d detail", "f filter", "? keys", "o inspector", "q quit"]
const IN_ORDER = ["r replay", "d detail", "o inspector", "f filter", "? keys", "q quit"]

function lastLine({ mode, notice, selected, top }: LiveState, { width, color }: FooterScreen): string {
  if (mode.kind === "typing") return typed(mode.text, width)
  if (notice !== null) return cutToCells(`  ${color.yellow(cleanText(notice, 300))}`, width)
  if (mode.kind === "detail")
    return keyLine(["Esc back", "j/k scroll", "r replay", "q quit"], { width, color })
  if (mode.kind === "keys") return keyLine(["Esc back", "q quit"], { width, color })
  const keys = [...KEYS]
  while (cellsOf(keys.join("  ")) + 2 > width && keys.length > 1) keys.pop()
  const shown = IN_ORDER.filter((key) => keys.includes(key))
  return keyLine(selected !== null && top !== null && width >= 90 ? [...shown, "Esc newest"] : shown, {
    width,
    color,
  })
}

function keyLine(keys: readonly string[], { width, color }: Pick<FooterScreen, "width" | "color">): string {
  const painted = keys.map((text) => {
    const [key = "", ...words] = text.split(" ")
    return `${color.bold(key)} ${color.dim(words.join(" "))}`
  })
  return cutToCells(`  ${painted.join("  ")}`, width)
}

/** The end of a long text is what is being typed. */
function typed(text: string, width: number): string {
  const prompt = "  filter › "
  const room = width - cellsOf(prompt) - 1
  const clean = cleanText(text, Infinity)
  const rest = cellsOf(clean) <= room ? clean : (splitToCells(clean, room).at(-1) ?? "")
  return `${prompt}${rest}`
}
