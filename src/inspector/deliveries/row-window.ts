export interface RowWindow {
  /** The first row that is rendered. */
  readonly first: number
  /** The one after the last. */
  readonly end: number
}

// Enough for what a fast wheel uncovers before the next frame.
const OVERSCAN = 12

/** Which of many rows of one height have to be there for what is seen of them, and some around. Lengths in pixels. */
export function rowWindow({
  scrollTop,
  height,
  rowHeight,
  count,
}: {
  readonly scrollTop: number
  readonly height: number
  readonly rowHeight: number
  readonly count: number
}): RowWindow {
  const top = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight)), count)
  const seen = Math.ceil(height / rowHeight)
  return { first: Math.max(0, top - OVERSCAN), end: Math.min(count, top + seen + OVERSCAN) }
}

/** The `scrollTop` at which a row is wholly seen, moved as little as can be. */
export function scrollTopFor(
  row: number,
  { scrollTop, height, rowHeight }: { scrollTop: number; height: number; rowHeight: number },
): number {
  const top = row * rowHeight
  if (top < scrollTop) return top
  return Math.max(scrollTop, top + rowHeight - height)
}
