import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { DeliveryDetailJson } from "../../../domain/api-types.ts"
import { Button } from "../../parts/button.tsx"
import { marked, toggleMark } from "../choice.ts"
import { dialog } from "../dialogs.tsx"
import { replayAndTell } from "../replay.ts"
import { copyAsCurl, downloadCapture } from "./export-file.ts"

/** What can be done with a delivery. */
export function Actions({ detail }: { readonly detail: DeliveryDetailJson }): VNode {
  const [isReplaying, setReplaying] = useState(false)
  const again = async (): Promise<void> => {
    setReplaying(true)
    await replayAndTell(detail)
    setReplaying(false)
  }
  const isMarked = marked.value.includes(detail.id)
  return (
    <div class="actions" role="group" aria-label="Actions">
      <Button kind="primary" disabled={isReplaying} title="r" onClick={() => void again()}>
        {isReplaying ? "Replaying …" : "Replay"}
      </Button>
      <Button title="e" onClick={() => (dialog.value = { kind: "edit", id: detail.id })}>
        Edit and replay
      </Button>
      <Button onClick={() => void copyAsCurl(detail)}>Copy as curl</Button>
      <Button onClick={() => void downloadCapture(detail)}>Download capture</Button>
      <Button aria-pressed={isMarked} title="c" onClick={() => toggleMark(detail.id)}>
        {isMarked ? "Marked" : "Compare"}
      </Button>
    </div>
  )
}
