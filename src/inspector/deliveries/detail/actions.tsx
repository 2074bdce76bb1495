import type { VNode } from "preact"
import type { DeliveryDetailJson } from "../../../domain/api-types.ts"
import { Badge } from "../../parts/badge.tsx"
import { Button } from "../../parts/button.tsx"
import { Prose } from "../../parts/prose.tsx"
import { marked, toggleMark } from "../choice.ts"
import { dialog } from "../dialogs.tsx"
import { replayAgain, replayNote } from "../replay.ts"
import { copyAsCurl, downloadCapture } from "./export-file.ts"

/** What can be done with a delivery, and what came of it. */
export function Actions({ detail }: { readonly detail: DeliveryDetailJson }): VNode {
  const { id } = detail
  const isMarked = marked.value.includes(id)
  return (
    <>
      <div class="detail-actions" role="group" aria-label="Actions">
        <Button kind="primary" title="The same bytes once more (r)" onClick={() => void replayAgain(id)}>
          Replay
        </Button>
        <Button title="Another body, signed anew (e)" onClick={() => (dialog.value = { kind: "edit", id })}>
          Edit and replay
        </Button>
        <Button onClick={() => void copyAsCurl(detail)}>Copy as curl</Button>
        <Button onClick={() => void downloadCapture(detail)}>Download capture</Button>
        <Button
          aria-pressed={isMarked}
          title="Marks it; the second one marked is compared with it (c)"
          onClick={() => toggleMark(id)}
        >
          {isMarked ? "Marked: choose another" : "Compare"}
        </Button>
      </div>
      <Note id={id} />
    </>
  )
}

function Note({ id }: { readonly id: string }): VNode {
  const note = replayNote.value
  return (
    <p class="replay-note" role="status">
      {note?.id === id && (
        <>
          <Badge tone={note.tone}>{note.text}</Badge>{" "}
          {note.hint !== undefined && (
            <span class="soft">
              <Prose text={note.hint} />
            </span>
          )}
        </>
      )}
    </p>
  )
}
