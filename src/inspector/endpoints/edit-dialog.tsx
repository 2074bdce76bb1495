import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { EndpointJson, ProblemJson, ProviderDetailJson } from "../../domain/api-types.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Notice, ProblemNotice } from "../parts/notice.tsx"
import { tell } from "../parts/toast.tsx"
import { api } from "../relay/api.ts"
import { EndpointFields } from "./endpoint-fields.tsx"
import { formOf, updateInput } from "./endpoint-form.ts"
import { missingFields } from "./form-problems.ts"
import { ProviderRules } from "./provider-rules.tsx"
import { useFirstWrong } from "./use-first-wrong.ts"
import { useFormCheck } from "./use-form-check.ts"

interface EditDialogProps {
  readonly endpoint: EndpointJson
  readonly provider: ProviderDetailJson | undefined
  readonly onSaved: (endpoint: EndpointJson) => void
  readonly onClose: () => void
}

/** Changes an endpoint: where it is, what it gets, what it is called. */
export function EditDialog({ endpoint, provider, onSaved, onClose }: EditDialogProps): VNode {
  const [form, setForm] = useState(() => formOf(endpoint))
  // Whether it may be switched off was settled when it was.
  const { check, checkNow } = useFormCheck({ ...form, active: true })
  const [problem, setProblem] = useState<ProblemJson | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  const { ref, showFirst } = useFirstWrong()

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (missingFields(form).length > 0) return showFirst()
    setBusy(true)
    if ((await checkNow()).problems.length > 0) {
      setBusy(false)
      return showFirst()
    }
    const answer = await api.patch<EndpointJson>(`/v1/endpoints/${endpoint.id}`, updateInput(endpoint, form))
    setBusy(false)
    if (!answer.ok) return setProblem(answer.problem)
    tell("Saved.")
    onSaved(answer.value)
    onClose()
  }

  return (
    <Dialog
      title="Edit endpoint"
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="edit-endpoint" disabled={isBusy}>
            Save changes
          </Button>
        </>
      }
    >
      <form
        id="edit-endpoint"
        class="endpoint-form"
        ref={ref}
        noValidate
        onSubmit={(event) => void submit(event)}
      >
        <EndpointFields
          form={form}
          change={(changes) => setForm((before) => ({ ...before, ...changes }))}
          providers={[]}
          provider={provider}
          check={check}
          missing={missingFields(form)}
          isNew={false}
        />
        <ProviderRules provider={provider} />
        <div class="form-notes">
          {check.warnings.map((warning) => (
            <Notice key={warning} tone="waiting" title={warning} />
          ))}
          {problem && <ProblemNotice problem={problem} />}
        </div>
      </form>
    </Dialog>
  )
}
