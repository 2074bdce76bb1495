import type { ComponentChildren, VNode } from "preact"
import { useMemo } from "preact/hooks"
import type { DeliveryDetailJson } from "../../../domain/api-types.ts"
import { firstHeader } from "../../../domain/headers.ts"
import { Badge } from "../../parts/badge.tsx"
import { Button } from "../../parts/button.tsx"
import { CopyButton } from "../../parts/copy-button.tsx"
import { Notice, ProblemNotice } from "../../parts/notice.tsx"
import { addressOf } from "../../router.ts"
import { BodyView } from "../body/body-view.tsx"
import { fromBase64 } from "../body/bytes.ts"
import { chooseNone } from "../choice.ts"
import { placeName } from "../places.ts"
import { statusOf } from "../standing.ts"
import { clockTime } from "../time.ts"
import { Actions } from "./actions.tsx"
import { Attempts } from "./attempts.tsx"
import { HeadersTable } from "./headers-table.tsx"
import { useDetail } from "./loaded.ts"
import { VerdictPanel } from "./verdict-panel.tsx"

/** One delivery in full, beside the list. */
export function Detail({ id }: { readonly id: string }): VNode {
  const answer = useDetail(id)
  return (
    <section class="detail" aria-label="Delivery">
      {answer === undefined && <p class="soft detail-wait">Loading …</p>}
      {answer?.ok === false && (
        <div class="detail-wait">
          <ProblemNotice problem={answer.problem} />
          <Button onClick={chooseNone}>Close</Button>
        </div>
      )}
      {answer?.ok === true && <Content key={answer.value.id} detail={answer.value} />}
    </section>
  )
}

function Content({ detail }: { readonly detail: DeliveryDetailJson }): VNode {
  const { id, event, path, method, request, attemptLog } = detail
  const body = useMemo(() => fromBase64(request.bodyBase64), [request.bodyBase64])
  return (
    <>
      <header class="detail-head">
        <h2 class="mono">{event ?? `${method ?? request.method} ${path || "/"}`}</h2>
        <Button kind="quiet" aria-label="Close the delivery" title="Esc" onClick={chooseNone}>
          ✕
        </Button>
        <Actions detail={detail} />
      </header>
      <div class="detail-body" tabIndex={0} role="region" aria-label={`Delivery ${id}`}>
        <Summary detail={detail} />
        <VerdictPanel detail={detail} />
        <Section title="Request body">
          {request.damaged && (
            <Notice tone="bad" title="The stored body is damaged.">
              <p>What comes before the damage is shown.</p>
            </Notice>
          )}
          <BodyView
            body={body}
            size={request.bodyBytes}
            contentType={firstHeader(request.headers, "content-type")}
          />
        </Section>
        <Section title={`Request headers (${request.headers.length})`}>
          <HeadersTable headers={request.headers} label="Request headers" />
        </Section>
        <Section title={`Attempts (${attemptLog.length})`}>
          <Attempts attempts={attemptLog} />
        </Section>
      </div>
    </>
  )
}

function Section({
  title,
  children,
}: {
  readonly title: string
  readonly children: ComponentChildren
}): VNode {
  return (
    <section class="section">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Summary({ detail }: { readonly detail: DeliveryDetailJson }): VNode {
  const { id, provider, inbox, endpoint, createdAt, nextAttemptAt, replayOf, duplicates, request } = detail
  const status = statusOf(detail)
  return (
    <dl class="summary">
      <Fact name="Status">
        <Badge tone={status.tone}>{status.text}</Badge> <span class="soft">{status.title}</span>
      </Fact>
      <Fact name="Request">
        <code>
          {request.method} {request.url}
        </code>
      </Fact>
      <Fact name={inbox === undefined ? "Endpoint" : "Inbox"}>
        {placeName(inbox ?? endpoint ?? "")}
        <span class="soft">, provider </span>
        {provider ?? <span class="soft">not known</span>}
      </Fact>
      <Fact name="Id">
        <code>{id}</code> <CopyButton text={id} />
      </Fact>
      <Fact name="Arrived">
        <span class="mono">{clockTime(createdAt)}</span> <span class="soft">{createdAt}</span>
      </Fact>
      {nextAttemptAt !== null && <Fact name="Next attempt">{clockTime(nextAttemptAt)}</Fact>}
      {replayOf !== null && (
        <Fact name="Made of">
          <a class="mono" href={addressOf("deliveries", replayOf)}>
            {replayOf}
          </a>
        </Fact>
      )}
      {duplicates !== undefined && <Fact name="Sent again">{duplicates} times by its sender</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
