import type { VNode } from "preact"
import { useState } from "preact/hooks"
import type { AttemptedJson, DeliveryJson, EndpointJson, ListPage } from "../../domain/api-types.ts"
import { useProvider } from "../catalogue/use-providers.ts"
import { NO_FILTER } from "../deliveries/filter.ts"
import { filter as deliveryFilter } from "../deliveries/known.ts"
import { Button } from "../parts/button.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { tell, tellProblem } from "../parts/toast.tsx"
import { api } from "../relay/api.ts"
import { useChanges } from "../relay/use-changes.ts"
import { useGet } from "../relay/use-get.ts"
import { addressOf, go } from "../router.ts"
import { DeleteDialog } from "./delete-dialog.tsx"
import { EditDialog } from "./edit-dialog.tsx"
import { EndpointBadge } from "./endpoint-badge.tsx"
import { EndpointFacts } from "./endpoint-facts.tsx"
import { History } from "./history.tsx"
import { ReplayDialog } from "./replay-dialog.tsx"
import { RotateDialog } from "./rotate-dialog.tsx"
import { TestResult } from "./test-result.tsx"

const HISTORY = 20

/** One endpoint: what it is, what can be done with it, and what was sent there. */
export function EndpointView({ id }: { readonly id: string }): VNode {
  const path = `/v1/endpoints/${encodeURIComponent(id)}`
  const { value: endpoint, problem, reload } = useGet<EndpointJson>(path)
  const history = useGet<ListPage<DeliveryJson>>(
    `/v1/deliveries?endpoint=${encodeURIComponent(id)}&limit=${HISTORY}`,
  )
  const reloadAll = (): void => {
    reload()
    history.reload()
  }
  useChanges((delivery) => delivery.endpoint === id, reloadAll)
  return (
    <div class="page">
      <p>
        <a href={addressOf("endpoints")}>← All endpoints</a>
      </p>
      {problem && <ProblemNotice problem={problem} />}
      {endpoint && (
        <>
          <Head endpoint={endpoint} reload={reloadAll} />
          <section class="page-part" aria-labelledby="history">
            <div class="page-head">
              <h2 id="history">Newest deliveries</h2>
              <a
                href={addressOf("deliveries")}
                onClick={() => (deliveryFilter.value = { ...NO_FILTER, where: endpoint.id })}
              >
                All of them on the Deliveries page
              </a>
            </div>
            <History deliveries={history} />
          </section>
        </>
      )}
    </div>
  )
}

type Doing = "edit" | "rotate" | "replay" | "delete"

function Head({ endpoint, reload }: { readonly endpoint: EndpointJson; readonly reload: () => void }): VNode {
  const { id, url, name, active } = endpoint
  const { value: provider } = useProvider(endpoint.provider)
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const [tested, setTested] = useState<AttemptedJson | undefined>(undefined)
  const [isTesting, setTesting] = useState(false)
  const done = (): void => setDoing(undefined)

  const test = async (): Promise<void> => {
    setTesting(true)
    setTested(undefined)
    const answer = await api.post<AttemptedJson>(`/v1/endpoints/${id}/test`)
    setTesting(false)
    if (answer.ok) setTested(answer.value)
    else tellProblem(answer.problem)
    reload()
  }
  const setActive = async (): Promise<void> => {
    const answer = await api.patch<EndpointJson>(`/v1/endpoints/${id}`, { active: !active })
    if (!answer.ok) return tellProblem(answer.problem)
    tell(active ? "Disabled: what is published from now on does not go there." : "Enabled.")
    reload()
  }

  return (
    <>
      <div class="endpoint-head">
        <h1>{name ?? url}</h1>
        <EndpointBadge endpoint={endpoint} />
        {name !== null && <p class="mono">{url}</p>}
      </div>
      <div class="endpoint-actions">
        <Button kind="primary" disabled={isTesting} onClick={() => void test()}>
          {isTesting ? "Sending …" : "Send test"}
        </Button>
        <Button disabled={!provider} onClick={() => setDoing("edit")}>
          Edit
        </Button>
        <Button
          disabled={active && provider?.canBeInactive === false}
          title={
            active && provider?.canBeInactive === false
              ? `${provider.name} has no such switch: delete the endpoint to stop its deliveries.`
              : undefined
          }
          onClick={() => void setActive()}
        >
          {active ? "Disable" : "Enable"}
        </Button>
        <Button disabled={!provider} onClick={() => setDoing("rotate")}>
          Rotate secret
        </Button>
        <Button onClick={() => setDoing("replay")}>Replay failed</Button>
        <Button kind="danger" onClick={() => setDoing("delete")}>
          Delete
        </Button>
      </div>
      {tested && <TestResult tested={tested} accepted={provider?.success} />}
      <EndpointFacts endpoint={endpoint} providerName={provider?.name ?? endpoint.provider} />
      {doing === "edit" && (
        <EditDialog endpoint={endpoint} provider={provider} onSaved={reload} onClose={done} />
      )}
      {doing === "rotate" && provider && (
        <RotateDialog endpoint={endpoint} provider={provider} onRotated={reload} onClose={done} />
      )}
      {doing === "replay" && <ReplayDialog endpoint={endpoint} onReplayed={reload} onClose={done} />}
      {doing === "delete" && (
        <DeleteDialog endpoint={endpoint} onDeleted={() => go("endpoints")} onClose={done} />
      )}
    </>
  )
}
