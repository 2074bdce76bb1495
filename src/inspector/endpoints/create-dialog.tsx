import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { EndpointJson, ProblemJson, ProviderDetailJson } from "../../domain/api-types.ts"
import { useProvider } from "../catalogue/use-providers.ts"
import { Button } from "../parts/button.tsx"
import { Command } from "../parts/command.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Notice } from "../parts/notice.tsx"
import { api } from "../relay/api.ts"
import { createInput, EMPTY_FORM } from "./endpoint-form.ts"
import { FormDialog } from "./form-dialog.tsx"
import { SecretDone, SecretOnce, useSecretGuard } from "./secret-once.tsx"

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
  const create = async (): Promise<ProblemJson | undefined> => {
    const answer = await api.post<EndpointJson>("/v1/endpoints", createInput(form))
    if (!answer.ok) return answer.problem
    setCreated(answer.value)
    onCreated()
    return undefined
  }
  if (created) return <Created endpoint={created} provider={provider} onClose={onClose} />
  return (
    <FormDialog
      title="New endpoint"
      submit="Create endpoint"
      form={form}
      change={(changes) => setForm((before) => ({ ...before, ...changes }))}
      provider={provider}
      isNew
      send={create}
      onClose={onClose}
    />
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
