import type { VNode } from "preact"
import { Button } from "./button.tsx"

interface SegmentsProps<Id extends string> {
  readonly label: string
  readonly choices: readonly { readonly id: Id; readonly title: string }[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
}

/** One of a few, all of them seen at once. */
export function Segments<Id extends string>({ label, choices, chosen, onChoose }: SegmentsProps<Id>): VNode {
  return (
    <div class="segments" role="group" aria-label={label}>
      {choices.map(({ id, title }) => (
        <Button key={id} aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {title}
        </Button>
      ))}
    </div>
  )
}
