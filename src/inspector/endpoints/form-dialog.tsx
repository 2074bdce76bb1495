import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { ProblemJson, ProviderDetailJson } from "../../domain/api-types.ts"
import { useProviders } from "../catalogue/use-providers.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Notice, ProblemNotice } from "../parts/notice.tsx"
import { EndpointFields } from "./endpoint-fields.tsx"
import type { EndpointForm } from "./endpoint-form.ts"
import { missingFields } from "./form-problems.ts"
import { ProviderRules } from "./provider-rules.tsx"
import { useFirstWrong } from "./use-first-wrong.ts"
import { useFormCheck } from "./use-form-check.ts"

interface FormDialogProps {
  readonly title: string
  /** What the button says that sends it. */
  readonly submit: string
  readonly form: EndpointForm
  readonly change: (changes: Partial<EndpointForm>) => void
  readonly provider: ProviderDetailJson | undefined
  /** Nothing is missing before a new one was sent for the first time. */
  readonly isNew: boolean
  /** Called when nothing is wrong with what is filled in; gives what the relay refuses even so. */
  readonly send: () => Promise<ProblemJson | undefined>
  readonly onClose: () => void
}

const FORM_ID = "endpoint-form"

/** The form of an endpoint beside its provider's rules: what is wrong is told as one types, and holds it up. */
export function FormDialog(props: FormDialogProps): VNode {
  const { title, submit, form, change, provider, isNew, send, onClose } = props
  const providers = useProviders()
  // Whether one that is there may be switched off was settled when it was.
  const { check, checkNow } = useFormCheck(isNew ? form : { ...form, active: true })
  const [isAsked, setAsked] = useState(!isNew)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemJson | undefined>(undefined)
  const missing = isAsked ? missingFields(form) : []
  const { ref, showFirst } = useFirstWrong()

  const trySending = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (missingFields(form).length > 0) return showFirst()
    setBusy(true)
    const isRight = (await checkNow()).problems.length === 0
    if (isRight) setProblem(await send())
    else showFirst()
    setBusy(false)
  }

  return (
    <Dialog
      title={title}
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form={FORM_ID} disabled={isBusy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        class="endpoint-form"
        ref={ref}
        noValidate
        onSubmit={(event) => void trySending(event)}
      >
        <EndpointFields
          form={form}
          change={change}
          providers={providers}
          provider={provider}
          check={check}
          missing={missing}
          isNew={isNew}
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
