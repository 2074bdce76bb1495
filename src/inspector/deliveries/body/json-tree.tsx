import type { VNode } from "preact"
import { useMemo, useRef, useState } from "preact/hooks"
import type { JsonNode } from "./json-node.ts"
import {
  CHILDREN,
  openAtFirst,
  parentPath,
  sizeOf,
  type TreeRow,
  treeRows,
  type TreeState,
} from "./tree-rows.ts"

/** A JSON value as a tree: arrows move, right and left open and close, as in every tree of the desktop. */
export function JsonTree({ root }: { readonly root: JsonNode }): VNode {
  const [state, setState] = useState<TreeState>(() => ({ open: openAtFirst(root), shown: new Map() }))
  const [focused, setFocused] = useState("")
  const box = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => treeRows(root, state), [root, state])

  function focus(row: TreeRow | undefined): void {
    if (!row) return
    setFocused(row.path)
    const line = box.current!.children[rows.indexOf(row)]
    if (line instanceof HTMLElement) line.focus()
  }

  function setOpen(path: string, isOpen: boolean): void {
    const open = new Set(state.open)
    if (isOpen) open.add(path)
    else open.delete(path)
    setState({ ...state, open })
  }

  function act(row: TreeRow): void {
    if (row.more > 0) {
      const parent = parentPath(row.path)!
      setState({
        ...state,
        shown: new Map(state.shown).set(parent, (state.shown.get(parent) ?? CHILDREN) * 4),
      })
    } else if (row.isOpen !== undefined) setOpen(row.path, !row.isOpen)
  }

  function press(event: KeyboardEvent, row: TreeRow): void {
    const at = rows.indexOf(row)
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(rows[at + 1]),
      ArrowUp: () => focus(rows[at - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      ArrowRight: () => (row.isOpen === false ? setOpen(row.path, true) : focus(rows[at + 1])),
      ArrowLeft: () =>
        row.isOpen === true
          ? setOpen(row.path, false)
          : focus(rows.find(({ path }) => path === parentPath(row.path))),
      Enter: () => act(row),
      " ": () => act(row),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }

  return (
    <div ref={box} class="tree mono" role="tree" aria-label="JSON body">
      {rows.map((row) => (
        <div
          key={row.path}
          role="treeitem"
          aria-level={row.level}
          aria-expanded={row.isOpen}
          class="tree-row"
          tabIndex={row.path === focused ? 0 : -1}
          style={{ paddingLeft: `${(row.level - 1) * 16}px` }}
          onClick={() => {
            setFocused(row.path)
            act(row)
          }}
          onKeyDown={(event) => press(event, row)}
        >
          <span class="tree-mark" aria-hidden="true">
            {row.isOpen === undefined ? "" : row.isOpen ? "▾" : "▸"}
          </span>
          <Line row={row} />
        </div>
      ))}
    </div>
  )
}

function Line({ row }: { readonly row: TreeRow }): VNode {
  if (row.more > 0) return <span class="tree-more">… {row.more} more</span>
  return (
    <span>
      {row.label !== null && (
        <>
          <span class={row.isIndex ? "soft" : "tree-key"}>
            {row.isIndex ? row.label : JSON.stringify(row.label)}
          </span>
          <span class="soft">: </span>
        </>
      )}
      <Value row={row} />
    </span>
  )
}

function Value({ row: { node, isOpen } }: { readonly row: TreeRow }): VNode {
  if (node.kind === "text") return <span class="tree-text">{JSON.stringify(node.text)}</span>
  if (node.kind === "number" || node.kind === "word")
    return <span class={`tree-${node.kind}`}>{node.text}</span>
  const [start, end] = node.kind === "object" ? "{}" : "[]"
  const size = sizeOf(node)
  if (size === 0) return <span class="soft">{`${start}${end}`}</span>
  return <span class="soft">{isOpen ? start : `${start}…${end} ${size}`}</span>
}
