import type { VNode } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { EndpointJson, ProblemJson, ReplaySelectedJson } from "../../domain/api-types.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { tell } from "../parts/toast.tsx"
import { When } from "../parts/when.tsx"
import { api } from "../relay/api.ts"
import { replayedWords, replayWords } from "./endpoint-words.ts"

interface ReplayDialogProps {
  readonly endpoint: EndpointJson
  readonly onReplayed: () => void
  readonly onClose: () => void
}

const SHOWN = 8

/** Sends an endpoint's failed deliveries again: first which ones, then does it. */
export function ReplayDialog({ endpoint, onReplayed, onClose }: ReplayDialogProps): VNode {
  const [selected, setSelected] = useState<ReplaySelectedJson["deliveries"] | undefined>(undefined)
  const [problem, setProblem] = useState<ProblemJson | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  const selection = { endpoint: endpoint.id, failed: true }
  useEffect(() => {
    void api.post<ReplaySelectedJson>("/v1/replay", { ...selection, dryRun: true }).then((answer) => {
      if (answer.ok) setSelected(answer.value.deliveries)
      else setProblem(answer.problem)
    })
  }, [])
  const replay = async (): Promise<void> => {
    setBusy(true)
    const answer = await api.post<ReplaySelectedJson>("/v1/replay", selection)
    setBusy(false)
    if (!answer.ok) return setProblem(answer.problem)
    tell(replayedWords(answer.value.deliveries.length))
    onReplayed()
    onClose()
  }
  const count = selected?.length ?? 0
  return (
    <Dialog
      title="Replay failed deliveries?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{selected && count === 0 ? "Close" : "Cancel"}</Button>
          {count > 0 && (
            <Button kind="primary" disabled={isBusy} onClick={() => void replay()}>
              Send again
            </Button>
          )}
        </>
      }
    >
      <p role="status">{selected ? replayWords(count) : problem ? "" : "Looking for failed deliveries …"}</p>
      {selected && count > 0 && (
        <ul class="replay-list">
          {selected.slice(0, SHOWN).map(({ id, event, createdAt }) => (
            <li key={id}>
              <code>{event ?? id}</code> <When iso={createdAt} />
            </li>
          ))}
          {count > SHOWN && <li>and {(count - SHOWN).toLocaleString()} more</li>}
        </ul>
      )}
      {count > 0 && (
        <p class="soft">
          The same bytes, signed with the current secret.
          {!endpoint.active && " The endpoint is inactive: they wait until it is enabled."}
        </p>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </Dialog>
  )
}
