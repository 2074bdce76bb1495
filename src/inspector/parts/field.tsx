import type { ComponentChildren, VNode } from "preact"
import { useId } from "preact/hooks"

/** What the control in a field has to carry. */
export interface FieldControl {
  readonly id: string
  readonly "aria-describedby": string | undefined
  readonly "aria-invalid": boolean | undefined
}

interface FieldProps {
  readonly label: string
  readonly hint?: ComponentChildren
  /** What is wrong with the value; shown instead of the hint. */
  readonly problem?: string | undefined
  readonly children: (control: FieldControl) => VNode
}

/** A labelled control with its hint, or with what is wrong. */
export function Field({ label, hint, problem, children }: FieldProps): VNode {
  const id = useId()
  const note = problem ?? hint
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        "aria-describedby": note === undefined ? undefined : `${id}-note`,
        "aria-invalid": problem === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p id={`${id}-note`} class={problem === undefined ? "field-note" : "field-note wrong"}>
          {problem === undefined ? note : `✕ ${problem}`}
        </p>
      )}
    </div>
  )
}
