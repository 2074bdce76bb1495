import { signal } from "@preact/signals"
import type { VNode } from "preact"
import type { ProblemJson } from "../../domain/api-types.ts"
import type { Tone } from "./tone.ts"
import { Badge } from "./badge.tsx"
import { Button } from "./button.tsx"
import { Prose } from "./prose.tsx"

interface ToastNote {
  readonly number: number
  readonly tone: Tone
  readonly text: string
  readonly hint: string | undefined
}

const toasts = signal<readonly ToastNote[]>([])
let count = 0

/** Says at the edge of the page what was done. It goes after six seconds; what is bad stays until it is closed. */
export function tell(text: string, tone: Tone = "good", hint?: string): void {
  count += 1
  const number = count
  toasts.value = [...toasts.value.slice(-3), { number, tone, text, hint }]
  if (tone !== "bad") setTimeout(() => close(number), 6000)
}

/** Says what the relay refused, with its hint. */
export function tellProblem(problem: ProblemJson): void {
  tell(problem.detail, "bad", problem.hint)
}

function close(number: number): void {
  toasts.value = toasts.value.filter((toast) => toast.number !== number)
}

export function Toasts(): VNode {
  return (
    <div class="toasts" role="status">
      {toasts.value.map(({ number, tone, text, hint }) => (
        <div key={number} class="toast">
          <Badge tone={tone}>{text}</Badge>
          <Button kind="quiet" aria-label="Close message" onClick={() => close(number)}>
            ✕
          </Button>
          {hint && (
            <p>
              <Prose text={hint} />
            </p>
          )}
        </div>
      ))}
    </div>
  )
}
