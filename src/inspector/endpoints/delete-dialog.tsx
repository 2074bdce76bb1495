import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { EndpointJson, ProblemJson } from "../../domain/api-types.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Field } from "../parts/field.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { tell } from "../parts/toast.tsx"
import { api } from "../relay/api.ts"
import { confirmationOf, endpointTitle, isConfirmed } from "./endpoint-words.ts"

interface DeleteDialogProps {
  readonly endpoint: EndpointJson
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Deletes an endpoint, once its name was typed. */
export function DeleteDialog({ endpoint, onDeleted, onClose }: DeleteDialogProps): VNode {
  const [typed, setTyped] = useState("")
  const [problem, setProblem] = useState<ProblemJson | undefined>(undefined)
  const remove = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (!isConfirmed(endpoint, typed)) return
    const answer = await api.delete(`/v1/endpoints/${endpoint.id}`)
    if (!answer.ok) return setProblem(answer.problem)
    tell(`Deleted ${endpointTitle(endpoint)}.`)
    onDeleted()
  }
  return (
    <Dialog
      title="Delete this endpoint?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" form="delete-endpoint" disabled={!isConfirmed(endpoint, typed)}>
            Delete endpoint
          </Button>
        </>
      }
    >
      <p>
        Nothing is sent to <code>{endpoint.url}</code> any more, and what is waiting for it is given up. Its
        history stays. To stop deliveries for a while, disable it instead.
      </p>
      <form id="delete-endpoint" onSubmit={(event) => void remove(event)}>
        <Field label={`Type “${confirmationOf(endpoint)}” to delete it`}>
          {(control) => (
            <input
              {...control}
              autocomplete="off"
              spellcheck={false}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
      </form>
      {problem && <ProblemNotice problem={problem} />}
    </Dialog>
  )
}
