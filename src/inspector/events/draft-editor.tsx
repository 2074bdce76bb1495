import type { VNode } from "preact"
import { useRef } from "preact/hooks"
import { Button } from "../parts/button.tsx"
import { Segments } from "../parts/segments.tsx"
import { type Draft, readDraft } from "./draft.ts"
import { changedNumbers, type JsonMistake } from "./json-text.ts"

const PARTS = [
  { id: "data", title: "Data" },
  { id: "body", title: "Whole body" },
] as const

interface DraftEditorProps {
  readonly draft: Draft
  /** The body that the data becomes, if it is text: what the whole body begins with. */
  readonly bodyText: string | undefined
  readonly change: (changes: Partial<Draft>) => void
  /** Takes the event type's own example again. */
  readonly reset: () => void
}

/** Edits an event: the data in the provider's envelope as JSON, or every byte of the body. */
export function DraftEditor({ draft, bodyText, change, reset }: DraftEditorProps): VNode {
  const area = useRef<HTMLTextAreaElement>(null)
  const { part, dataText } = draft
  const reading = readDraft(draft)
  const mistake = reading.kind === "mistake" ? reading.mistake : undefined
  const choosePart = (chosen: Draft["part"]): void =>
    change({ part: chosen, ...(chosen === "body" && bodyText !== undefined && { bodyText }) })
  const goTo = ({ offset }: JsonMistake): void => {
    area.current!.focus()
    area.current!.setSelectionRange(offset, offset + 1)
  }
  return (
    <section class="draft" aria-label="Edit the event">
      <div class="tools">
        <Segments label="What is edited" choices={PARTS} chosen={part} onChoose={choosePart} />
        <Button kind="quiet" onClick={reset}>
          Back to the example
        </Button>
      </div>
      <textarea
        ref={area}
        class="mono"
        aria-label={part === "data" ? "Data as JSON" : "Body, byte for byte"}
        aria-describedby="draft-note"
        aria-invalid={mistake !== undefined}
        spellcheck={false}
        autocomplete="off"
        rows={14}
        value={part === "data" ? dataText : draft.bodyText}
        onInput={(event) =>
          change({ [part === "data" ? "dataText" : "bodyText"]: event.currentTarget.value })
        }
      />
      <div id="draft-note" aria-live="polite">
        {mistake && (
          <p class="field-note wrong">
            ✕ Line {mistake.line}, column {mistake.column}: {mistake.message}{" "}
            <Button kind="quiet" onClick={() => goTo(mistake)}>
              Go there
            </Button>
          </p>
        )}
        {!mistake && part === "data" && <NumberNotes text={dataText} />}
        {part === "body" && <p class="field-note">Sent as it stands here, in UTF-8, whatever it is.</p>}
      </div>
    </section>
  )
}

function NumberNotes({ text }: { readonly text: string }): VNode {
  return (
    <>
      {changedNumbers(text).map(({ written, sent }) => (
        <p key={written} class="field-note wrong">
          {written} would be sent as {sent}: JSON.parse keeps no more digits. Edit the whole body to send it
          as written.
        </p>
      ))}
    </>
  )
}
