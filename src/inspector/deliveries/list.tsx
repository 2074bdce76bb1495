import type { VNode } from "preact"
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import { focusList, LIST_ID, marked, selected } from "./choice.ts"
import {
  isLoading,
  isPaused,
  isUnread,
  loadOlder,
  mayLoadByItself,
  readFurtherDown,
  showWaiting,
  view,
} from "./known.ts"
import { useJudging } from "./judging.ts"
import { ListEnd } from "./list-end.tsx"
import { placeName } from "./places.ts"
import { COLUMNS, Row } from "./row.tsx"
import { rowWindow, scrollTopFor } from "./row-window.ts"

export const ROW_HEIGHT = 30
/** Older ones are read when so many rows are left below those that are rendered. */
const AHEAD = 50

/** The live list. Only the rows that are seen are rendered. */
export function List(): VNode {
  const box = useRef<HTMLDivElement>(null)
  const [scrolled, setScrolled] = useState({ scrollTop: 0, height: 800 })
  const { rows, waiting } = view.value
  const chosen = selected.value
  const { first, end } = rowWindow({ ...scrolled, rowHeight: ROW_HEIGHT, count: rows.length })

  const inSight = rows.slice(first, end)
  useJudging(inSight)

  function measure(): void {
    const { scrollTop, clientHeight } = box.current!
    // The head of the table stands in the same box.
    const height = clientHeight - ROW_HEIGHT
    setScrolled((before) =>
      before.scrollTop === scrollTop && before.height === height ? before : { scrollTop, height },
    )
    readFurtherDown(scrollTop > ROW_HEIGHT)
  }

  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure)
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const isNear = end + AHEAD > rows.length || isUnread(rows[end + AHEAD - 1]?.id)
    if (isNear && mayLoadByItself()) void loadOlder()
  }, [end, rows.length, isLoading.value])

  useEffect(() => {
    const at = chosen === null ? -1 : rows.findIndex(({ id }) => id === chosen)
    if (at < 0) return
    const { scrollTop, clientHeight } = box.current!
    const height = clientHeight - ROW_HEIGHT
    const wanted = scrollTopFor(at, { scrollTop, height, rowHeight: ROW_HEIGHT })
    if (wanted !== scrollTop) box.current!.scrollTop = wanted
  }, [chosen])

  function toTop(): void {
    showWaiting()
    box.current!.scrollTop = 0
    focusList()
  }

  const isChosenThere = inSight.some(({ id }) => id === chosen)
  return (
    <div class="list">
      {waiting > 0 && (
        <button type="button" class="pill" onClick={toTop}>
          ↑ {waiting} new{isPaused.value ? " while paused" : ""}
        </button>
      )}
      <div
        ref={box}
        id={LIST_ID}
        class="list-box"
        role="grid"
        aria-label="Deliveries, newest first"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={isChosenThere ? `row-${chosen}` : undefined}
        tabIndex={0}
        onScroll={measure}
      >
        <div role="row" class="row head" aria-rowindex={1}>
          {COLUMNS.map(({ name, title }) => (
            <span key={name} role="columnheader" class={`cell ${name}`}>
              {title}
            </span>
          ))}
        </div>
        <div role="rowgroup" class="rows" style={{ height: `${rows.length * ROW_HEIGHT}px` }}>
          <div role="presentation" style={{ transform: `translateY(${first * ROW_HEIGHT}px)` }}>
            {inSight.map((delivery, index) => (
              <Row
                key={delivery.id}
                delivery={delivery}
                index={first + index}
                place={placeName(delivery.inbox ?? delivery.endpoint ?? "")}
                isChosen={delivery.id === chosen}
                isMarked={marked.value.includes(delivery.id)}
              />
            ))}
          </div>
        </div>
        <ListEnd />
      </div>
    </div>
  )
}
