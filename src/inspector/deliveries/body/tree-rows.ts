import type { JsonNode } from "./json-node.ts"

/** One line of the tree. */
export interface TreeRow {
  /** Where it stands: `0/3/1`, the positions from the root on. The root's is empty. */
  readonly path: string
  /** 1 for the root. */
  readonly level: number
  /** The key, or the position in an array; null at the root. */
  readonly label: string | null
  readonly isIndex: boolean
  readonly node: JsonNode
  /** Undefined where there is nothing to open. */
  readonly isOpen: boolean | undefined
  /** How many more stand behind this row, which then stands for them; 0 for a row of its own. */
  readonly more: number
}

/** How many children of one value are shown before somebody asks for more. */
export const CHILDREN = 200
const ROWS_AT_FIRST = 150

export interface TreeState {
  readonly open: ReadonlySet<string>
  /** How many children to show, where more than `CHILDREN`. */
  readonly shown: ReadonlyMap<string, number>
}

type Child = readonly [label: string, node: JsonNode]

function childrenOf(node: JsonNode): readonly Child[] {
  if (node.kind === "object") return node.members
  if (node.kind === "array") return node.items.map((item, index) => [String(index), item] as const)
  return []
}

/** How many values stand in a value. */
export function sizeOf(node: JsonNode): number {
  if (node.kind === "object") return node.members.length
  return node.kind === "array" ? node.items.length : 0
}

/** The lines to be seen, from top to bottom. */
export function treeRows(root: JsonNode, { open, shown }: TreeState): readonly TreeRow[] {
  const rows: TreeRow[] = []
  function visit(node: JsonNode, at: Pick<TreeRow, "path" | "level" | "label" | "isIndex">): void {
    const isOpen = sizeOf(node) === 0 ? undefined : open.has(at.path)
    rows.push({ ...at, node, isOpen, more: 0 })
    if (isOpen !== true) return
    const children = childrenOf(node)
    const count = shown.get(at.path) ?? CHILDREN
    for (const [index, [label, child]] of children.slice(0, count).entries())
      visit(child, {
        path: childPath(at.path, index),
        level: at.level + 1,
        label,
        isIndex: node.kind === "array",
      })
    if (children.length > count)
      rows.push({
        path: childPath(at.path, count),
        level: at.level + 1,
        label: null,
        isIndex: false,
        node,
        isOpen: undefined,
        more: children.length - count,
      })
  }
  visit(root, { path: "", level: 1, label: null, isIndex: false })
  return rows
}

/** What is open at first: level by level, as long as it stays a page or two. */
export function openAtFirst(root: JsonNode): ReadonlySet<string> {
  const open = new Set<string>()
  let rows = 1
  let level: readonly (readonly [path: string, node: JsonNode])[] = [["", root]]
  while (level.length > 0) {
    const next: (readonly [string, JsonNode])[] = []
    for (const [path, node] of level) {
      const size = Math.min(sizeOf(node), CHILDREN)
      if (size === 0 || (rows + size > ROWS_AT_FIRST && path !== "")) continue
      rows += size
      open.add(path)
      for (const [index, [, child]] of childrenOf(node).slice(0, CHILDREN).entries())
        next.push([childPath(path, index), child])
    }
    level = next
  }
  return open
}

/** The path of the value that this one stands in; null for the root. */
export function parentPath(path: string): string | null {
  if (path === "") return null
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ""
}

function childPath(path: string, index: number): string {
  return path === "" ? String(index) : `${path}/${index}`
}
