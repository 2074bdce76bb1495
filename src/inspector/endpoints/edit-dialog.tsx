import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { EndpointJson, ProblemJson, ProviderDetailJson } from "../../domain/api-types.ts"
import { tell } from "../parts/toast.tsx"
import { api } from "../relay/api.ts"
import { formOf, updateInput } from "./endpoint-form.ts"
import { FormDialog } from "./form-dialog.tsx"

interface EditDialogProps {
  readonly endpoint: EndpointJson
  readonly provider: ProviderDetailJson | undefined
  readonly onSaved: (endpoint: EndpointJson) => void
  readonly onClose: () => void
}

/** Changes an endpoint: where it is, what it gets, what it is called. */
export function EditDialog({ endpoint, provider, onSaved, onClose }: EditDialogProps): VNode {
  const [form, setForm] = useState(() => formOf(endpoint))
  const save = async (): Promise<ProblemJson | undefined> => {
    const answer = await api.patch<EndpointJson>(`/v1/endpoints/${endpoint.id}`, updateInput(endpoint, form))
    if (!answer.ok) return answer.problem
    tell("Saved.")
    onSaved(answer.value)
    onClose()
    return undefined
  }
  return (
    <FormDialog
      title="Edit endpoint"
      submit="Save changes"
      form={form}
      change={(changes) => setForm((before) => ({ ...before, ...changes }))}
      provider={provider}
      isNew={false}
      send={save}
      onClose={onClose}
    />
  )
}
