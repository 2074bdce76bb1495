import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { EndpointJson, ProblemJson, ProviderDetailJson } from "../../domain/api-types.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Field } from "../parts/field.tsx"
import { Notice, ProblemNotice } from "../parts/notice.tsx"
import { api } from "../relay/api.ts"
import { OVERLAPS, rotatedNote, rotationWarning, USUAL_OVERLAP_SECONDS } from "./endpoint-words.ts"
import { SecretDone, SecretOnce, useSecretGuard } from "./secret-once.tsx"

interface RotateDialogProps {
  readonly endpoint: EndpointJson
  readonly provider: ProviderDetailJson
  readonly onRotated: () => void
  readonly onClose: () => void
}

/** Gives an endpoint a new secret: first what becomes of the old one, then the new one, once. */
export function RotateDialog({ endpoint, provider, onRotated, onClose }: RotateDialogProps): VNode {
  const [overlap, setOverlap] = useState(provider.canOverlap ? USUAL_OVERLAP_SECONDS : 0)
  const [rotated, setRotated] = useState<EndpointJson | undefined>(undefined)
  const [problem, setProblem] = useState<ProblemJson | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  const { close, isWarned, onCopied } = useSecretGuard(onClose)

  const rotate = async (): Promise<void> => {
    setBusy(true)
    const input = provider.canOverlap ? { overlapSeconds: overlap } : {}
    const answer = await api.post<EndpointJson>(`/v1/endpoints/${endpoint.id}/rotate`, input)
    setBusy(false)
    if (!answer.ok) return setProblem(answer.problem)
    setRotated(answer.value)
    onRotated()
  }

  if (rotated)
    return (
      <Dialog title="Secret rotated" onClose={close} footer={<SecretDone onClick={onClose} />}>
        <Notice tone="good" title={rotatedNote(rotated, overlap)} />
        <SecretOnce secret={rotated.secret ?? ""} isWarned={isWarned} onCopied={onCopied} />
      </Dialog>
    )
  return (
    <Dialog
      title="Rotate the secret?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" disabled={isBusy} onClick={() => void rotate()}>
            Rotate secret
          </Button>
        </>
      }
    >
      {provider.canOverlap && endpoint.secrets > 0 && (
        <Field label="Old secret">
          {(control) => (
            <select
              {...control}
              value={String(overlap)}
              onChange={(event) => setOverlap(Number(event.currentTarget.value))}
            >
              {OVERLAPS.map(({ seconds, title }) => (
                <option key={seconds} value={String(seconds)}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Notice tone="waiting" title="A new secret is made and shown once.">
        <p>{rotationWarning(provider, endpoint, overlap)}</p>
      </Notice>
      {problem && <ProblemNotice problem={problem} />}
    </Dialog>
  )
}
