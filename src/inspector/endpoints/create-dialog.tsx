import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { EndpointJson, ProblemJson, ProviderDetailJson } from "../../domain/api-types.ts"
import { useProvider, useProviders } from "../catalogue/use-providers.ts"
import { Button } from "../parts/button.tsx"
import { Command } from "../parts/command.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Notice, ProblemNotice } from "../parts/notice.tsx"
import { api } from "../relay/api.ts"
import { EndpointFields } from "./endpoint-fields.tsx"
import { createInput, EMPTY_FORM, type EndpointForm } from "./endpoint-form.ts"
import { missingFields } from "./form-problems.ts"
import { ProviderRules } from "./provider-rules.tsx"
import { SecretDone, SecretOnce, useSecretGuard } from "./secret-once.tsx"
import { useFormCheck } from "./use-form-check.ts"
import { useFirstWrong } from "./use-first-wrong.ts"

interface CreateDialogProps {
  /** It was made; the dialog stays until its secret was taken. */
  readonly onCreated: () => void
  readonly onClose: () => void
}

/** Makes an endpoint: the provider's rules beside the form, then the secret, once. */
export function CreateDialog({ onCreated, onClose }: CreateDialogProps): VNode {
  const [created, setCreated] = useState<EndpointJson | undefined>(undefined)
  const [form, setForm] = useState(EMPTY_FORM)
  const { value: provider } = useProvider(form.provider)
  if (created) return <Created endpoint={created} provider={provider} onClose={onClose} />
  return (
    <CreateForm
      form={form}
      change={(changes) => setForm((before) => ({ ...before, ...changes }))}
      provider={provider}
      onClose={onClose}
      onCreated={(endpoint) => {
        setCreated(endpoint)
        onCreated()
      }}
    />
  )
}

interface CreateFormProps {
  readonly form: EndpointForm
  readonly change: (changes: Partial<EndpointForm>) => void
  readonly provider: ProviderDetailJson | undefined
  readonly onCreated: (endpoint: EndpointJson) => void
  readonly onClose: () => void
}

function CreateForm({ form, change, provider, onCreated, onClose }: CreateFormProps): VNode {
  const providers = useProviders()
  const { check, checkNow } = useFormCheck(form)
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemJson | undefined>(undefined)
  const missing = isAsked ? missingFields(form) : []
  const { ref, showFirst } = useFirstWrong()

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (missingFields(form).length > 0) return showFirst()
    setBusy(true)
    if ((await checkNow()).problems.length > 0) {
      setBusy(false)
      return showFirst()
    }
    const answer = await api.post<EndpointJson>("/v1/endpoints", createInput(form))
    setBusy(false)
    if (answer.ok) onCreated(answer.value)
    else setProblem(answer.problem)
  }

  return (
    <Dialog
      title="New endpoint"
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-endpoint" disabled={isBusy}>
            Create endpoint
          </Button>
        </>
      }
    >
      <form
        id="new-endpoint"
        class="endpoint-form"
        ref={ref}
        noValidate
        onSubmit={(event) => void submit(event)}
      >
        <EndpointFields
          form={form}
          change={change}
          providers={providers}
          provider={provider}
          check={check}
          missing={missing}
          isNew
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

function Created({
  endpoint,
  provider,
  onClose,
}: {
  readonly endpoint: EndpointJson
  readonly provider: ProviderDetailJson | undefined
  readonly onClose: () => void
}): VNode {
  const { close, isWarned, onCopied } = useSecretGuard(onClose)
  const name = provider?.name ?? endpoint.provider
  const { secret, warnings = [] } = endpoint
  // Without a secret there is nothing to lose by closing.
  const leave = secret ? close : onClose
  return (
    <Dialog
      title="Endpoint created"
      onClose={leave}
      footer={
        secret ? (
          <SecretDone onClick={onClose} />
        ) : (
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      <Notice tone="good" title={`Created on your relay, not at ${name}.`}>
        <p>
          It gets what you publish here, signed as {name} signs. To have {name} itself send there, register{" "}
          <code>{endpoint.url}</code> at {name}; how is told by:
        </p>
        <Command text={`whk providers ${endpoint.provider}`} />
      </Notice>
      {secret && <SecretOnce secret={secret} isWarned={isWarned} onCopied={onCopied} />}
      {secret === null && (
        <p>It has no secret: its deliveries are not signed until one is made by a rotation.</p>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} tone="waiting" title={warning} />
      ))}
    </Dialog>
  )
}
