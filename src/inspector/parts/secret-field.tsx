import type { VNode } from "preact"
import { Field } from "./field.tsx"

interface SecretFieldProps {
  /** What becomes of the secret. */
  readonly hint: string
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A secret to be used once: nobody reads it over a shoulder, and no browser keeps it. */
export function SecretField({ hint, value, onValue }: SecretFieldProps): VNode {
  return (
    <Field label="Secret" hint={hint}>
      {(field) => (
        <input
          {...field}
          type="password"
          class="mono"
          autocomplete="off"
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
