import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { ProblemJson, PublishedJson } from "../../domain/api-types.ts"
import { Button } from "../parts/button.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { api } from "../relay/api.ts"
import { DraftEditor } from "./draft-editor.tsx"
import { useDraft } from "./draft-state.ts"
import { type Draft, readDraft, textOfBase64 } from "./draft.ts"
import { EventChoosers } from "./event-choosers.tsx"
import { OutcomePanel } from "./outcome-panel.tsx"
import { receiverWords } from "./outcome-words.ts"
import { RequestView } from "./request-view.tsx"
import { usePreview } from "./use-preview.ts"

interface Sent {
  readonly published: PublishedJson
  readonly urls: ReadonlyMap<string, string>
}

/** Makes an event, shows it signed, and sends it to whoever is subscribed. */
export function EventsPage(): VNode {
  const state = useDraft()
  const { draft, change, pickEvent } = state
  const [endpoint, setEndpoint] = useState("")
  const { previewed, problem } = usePreview(draft, endpoint)
  const receivers = previewed?.endpoints ?? []
  const signedFor = receivers.some(({ id }) => id === endpoint) ? endpoint : ""
  const isReady = draft !== undefined && readDraft(draft).kind === "ready"
  const [sent, setSent] = useState<Sent | undefined>(undefined)
  const [refused, setRefused] = useState<ProblemJson | undefined>(undefined)
  const [isSending, setSending] = useState(false)

  const send = async (toSend: Draft): Promise<void> => {
    const reading = readDraft(toSend)
    if (reading.kind !== "ready") return
    setSending(true)
    const answer = await api.post<PublishedJson>("/v1/events", reading.input)
    setSending(false)
    setRefused(answer.ok ? undefined : answer.problem)
    if (answer.ok)
      setSent({ published: answer.value, urls: new Map(receivers.map(({ id, url }) => [id, url])) })
  }

  return (
    <div class="page">
      <div class="page-head">
        <h1>Events</h1>
        <div class="send">
          <span class="soft">{previewed && receiverWords(receivers.length)}</span>
          <Button
            kind="primary"
            disabled={!isReady || problem !== undefined || isSending}
            onClick={() => draft && void send(draft)}
          >
            Send event
          </Button>
        </div>
      </div>
      <EventChoosers state={state} receivers={receivers} endpoint={signedFor} chooseEndpoint={setEndpoint} />
      {refused && <ProblemNotice problem={refused} />}
      {sent && (
        <OutcomePanel
          key={sent.published.event.id}
          published={sent.published}
          urlOf={(id) => sent.urls.get(id) ?? id}
        />
      )}
      <div class="workbench">
        {draft && (
          <DraftEditor
            draft={draft}
            bodyText={previewed && textOfBase64(previewed.request.bodyBase64)}
            change={change}
            reset={() => pickEvent(draft.type)}
          />
        )}
        <section aria-label="Signed request">
          {problem && <ProblemNotice problem={problem} />}
          {previewed && !problem && <RequestView previewed={previewed} isOld={!isReady} />}
        </section>
      </div>
    </div>
  )
}
