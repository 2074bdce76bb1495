import type { RefObject } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"

/** How wide an element is, in pixels, now and whenever that changes. */
export function useWidth<Kind extends Element>(): {
  readonly ref: RefObject<Kind | null>
  readonly width: number
} {
  const ref = useRef<Kind>(null)
  const [width, setWidth] = useState(640)
  useLayoutEffect(() => {
    const element = ref.current!
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, width }
}
