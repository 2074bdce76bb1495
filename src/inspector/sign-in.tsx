import { useState } from "preact/hooks"
import type { VNode } from "preact"
import { Button } from "./parts/button.tsx"
import { Command } from "./parts/command.tsx"
import { Field } from "./parts/field.tsx"
import { ProblemNotice } from "./parts/notice.tsx"
import { exchangeCode, opening, refusal } from "./relay/session.ts"

/** What is shown without a key: how to open the page, and a field for a code. */
export function SignIn(): VNode {
  const [code, setCode] = useState("")
  const submit = (event: Event): void => {
    event.preventDefault()
    if (code.trim() !== "") void exchangeCode(code)
  }
  return (
    <main class="sign-in">
      <h1>whk inspector</h1>
      <p>This page shows what was sent, so it opens only with a one-use code. In your terminal, run:</p>
      <Command text="whk inspect" />
      <form onSubmit={submit}>
        <Field
          label="Or paste the code or the address it printed"
          hint="A code opens the page once, within 60 seconds."
        >
          {(field) => (
            <input
              {...field}
              class="mono"
              autocomplete="off"
              spellcheck={false}
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" disabled={opening.value}>
          {opening.value ? "Opening …" : "Open"}
        </Button>
      </form>
      {refusal.value && <ProblemNotice problem={refusal.value} />}
    </main>
  )
}
