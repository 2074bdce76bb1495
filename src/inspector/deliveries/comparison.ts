import { diffLines } from "diff"
import type { Headers } from "../../domain/headers.ts"
import { lookAtText } from "./body/bytes.ts"
import { hexDump } from "./body/hex.ts"
import { layOut, readJson } from "./body/json-node.ts"

/** One line of two bodies side by side; null where the one has no such line. */
export interface LinePair {
  readonly left: string | null
  readonly right: string | null
  /** The lines' numbers, from 1 on. */
  readonly at: readonly [number, number]
  readonly isSame: boolean
}

/** A body as lines to compare: JSON laid out, other text as it is, anything else as a dump. */
export function comparedText(body: Uint8Array): {
  readonly text: string
  readonly as: "json" | "text" | "hex"
} {
  const { text, isText } = lookAtText(body)
  if (!isText) return { text: hexDump(body), as: "hex" }
  const node = readJson(text)
  return node ? { text: layOut(node), as: "json" } : { text, as: "text" }
}

// Beyond this the two have little in common, and a line by line comparison says nothing.
const LONGEST_MS = 1500

/** The lines of two texts side by side; undefined: they are too different to be compared line by line. */
export function compareLines(left: string, right: string): readonly LinePair[] | undefined {
  const changes = diffLines(left, right, { timeout: LONGEST_MS })
  if (!changes) return undefined
  const pairs: LinePair[] = []
  let [leftAt, rightAt] = [0, 0]
  let removed: string[] = []

  function pair(lefts: readonly string[], rights: readonly string[], isSame: boolean): void {
    for (let index = 0; index < Math.max(lefts.length, rights.length); index += 1) {
      const [one = null, other = null] = [lefts[index], rights[index]]
      if (one !== null) leftAt += 1
      if (other !== null) rightAt += 1
      pairs.push({ left: one, right: other, at: [leftAt, rightAt], isSame })
    }
  }

  for (const { value, added, removed: isRemoved } of changes) {
    const lines = value.replace(/\n$/, "").split("\n")
    if (isRemoved) {
      removed = lines
      continue
    }
    if (added) pair(removed, lines, false)
    else {
      pair(removed, [], false)
      pair(lines, lines, true)
    }
    removed = []
  }
  pair(removed, [], false)
  return pairs
}

/** Equal lines that are left out stand as their number. */
export type ShownPair = LinePair | number

/** Only what differs, with three lines around it. */
export function withContext(pairs: readonly LinePair[], context = 3): readonly ShownPair[] {
  const near = new Set<number>()
  for (const [index, { isSame }] of pairs.entries())
    if (!isSame) for (let at = index - context; at <= index + context; at += 1) near.add(at)
  const shown: ShownPair[] = []
  let left = 0
  for (const [index, linePair] of pairs.entries()) {
    if (!near.has(index)) {
      left += 1
      continue
    }
    if (left > 0) shown.push(left)
    left = 0
    shown.push(linePair)
  }
  if (left > 0) shown.push(left)
  return shown
}

export interface HeaderPair {
  readonly name: string
  readonly left: string | null
  readonly right: string | null
  readonly isSame: boolean
}

/** Headers of two deliveries by name, in the left one's order; the n-th of a name beside the n-th. */
export function compareHeaders(left: Headers, right: Headers): readonly HeaderPair[] {
  const names = [...new Map([...left, ...right].map(([name]) => [name.toLowerCase(), name]))]
  return names.flatMap(([lower, name]) => {
    const lefts = valuesOf(left, lower)
    const rights = valuesOf(right, lower)
    return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, index) => {
      const [one = null, other = null] = [lefts[index], rights[index]]
      return { name, left: one, right: other, isSame: one === other }
    })
  })
}

function valuesOf(headers: Headers, lower: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === lower).map(([, value]) => value)
}
