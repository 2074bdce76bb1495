import type { ComponentChildren, VNode } from "preact"
import { useId, useLayoutEffect, useRef } from "preact/hooks"
import { Button } from "./button.tsx"

interface DialogProps {
  readonly title: string
  /** Called when it is to go: by Esc, by its close button. */
  readonly onClose: () => void
  readonly children: ComponentChildren
  /** The buttons at the bottom. */
  readonly footer?: ComponentChildren
  readonly wide?: boolean
}

/** A modal dialog: open as long as it is rendered. The browser keeps the focus in it and gives it back after. */
export function Dialog({ title, onClose, children, footer, wide = false }: DialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const element = dialog.current!
    element.showModal()
    return () => element.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={wide ? "dialog wide" : "dialog"}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // Otherwise it would be closed but still rendered.
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        // A browser closes it at the second Esc, whatever is prevented. Whoever keeps it rendered wants it open.
        if (!dialog.current) return
        onClose()
        setTimeout(() => dialog.current?.open === false && dialog.current.showModal())
      }}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <Button kind="quiet" aria-label="Close" onClick={onClose}>
          ✕
        </Button>
      </header>
      <div class="dialog-body">{children}</div>
      {footer && <footer class="dialog-foot">{footer}</footer>}
    </dialog>
  )
}
