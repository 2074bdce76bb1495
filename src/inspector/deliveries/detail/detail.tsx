import type { ComponentChildren, VNode } from "preact"
import { useMemo } from "preact/hooks"
import type { DeliveryDetailJson } from "../../../domain/api-types.ts"
import { firstHeader } from "../../../domain/headers.ts"
import { Badge } from "../../parts/badge.tsx"
import { Button } from "../../parts/button.tsx"
import { CopyButton } from "../../parts/copy-button.tsx"
import { Notice, ProblemNotice } from "../../parts/notice.tsx"
import { When } from "../../parts/when.tsx"
import { addressOf } from "../../router.ts"
import { BodyView } from "../body/body-view.tsx"
import { fromBase64 } from "../body/bytes.ts"
import { chooseNone } from "../choice.ts"
import { inboxes, placeName } from "../places.ts"
import { statusOf } from "../standing.ts"
import { clockTime } from "../time.ts"
import { Actions } from "./actions.tsx"
import { Attempts } from "./attempts.tsx"
import { downloadBody } from "./export-file.ts"
import { HeadersTable } from "./headers-table.tsx"
import { useDetail } from "./loaded.ts"
import { VerdictPanel } from "./verdict-panel.tsx"

const ATTEMPTS_ID = "attempts"

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
  const title = event ?? `${method ?? request.method} ${path || "/"}`
  return (
    <>
      <header class="detail-head">
        <h2 class="mono" title={title}>
          {title}
        </h2>
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
            download={() => void downloadBody(detail)}
          />
        </Section>
        <Section title={`Request headers (${request.headers.length})`}>
          <HeadersTable headers={request.headers} label="Request headers" />
        </Section>
        <Section id={ATTEMPTS_ID} title={`Attempts (${attemptLog.length})`}>
          <Attempts attempts={attemptLog} />
        </Section>
      </div>
    </>
  )
}

function Section({
  id,
  title,
  children,
}: {
  readonly id?: string
  readonly title: string
  readonly children: ComponentChildren
}): VNode {
  return (
    <section id={id} class="section">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Summary({ detail }: { readonly detail: DeliveryDetailJson }): VNode {
  const {
    id,
    provider,
    inbox,
    endpoint,
    createdAt,
    nextAttemptAt,
    replayOf,
    duplicates,
    request,
    attemptLog,
  } = detail
  const status = statusOf(detail)
  const address = inboxes.value?.find((known) => known.id === inbox)?.url
  return (
    <dl class="summary">
      <Fact name="Status">
        <Badge tone={status.tone}>{status.text}</Badge> <span class="soft">{status.title}</span>{" "}
        {attemptLog.some(({ response }) => response !== null) && (
          <Button kind="quiet" onClick={showAttempts}>
            See the response
          </Button>
        )}
      </Fact>
      <Fact name="Request">
        <code>
          {request.method} {request.url}
        </code>
      </Fact>
      <Fact name={inbox === undefined ? "Endpoint" : "Inbox"}>
        {endpoint === undefined ? (
          placeName(inbox ?? "")
        ) : (
          <a href={addressOf("endpoints", endpoint)}>{placeName(endpoint)}</a>
        )}
        <span class="soft">, provider </span>
        {provider ?? <span class="soft">not known</span>}{" "}
        {address !== undefined && <CopyButton text={address} label="Copy address" />}
      </Fact>
      <Fact name="Id">
        <code>{id}</code> <CopyButton text={id} />
      </Fact>
      <Fact name="Arrived">
        <span class="mono">{clockTime(createdAt)}</span> <span class="soft">{createdAt}</span>
      </Fact>
      {nextAttemptAt !== null && (
        <Fact name="Next attempt">
          <When iso={nextAttemptAt} /> <span class="soft mono">{clockTime(nextAttemptAt)}</span>
        </Fact>
      )}
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

/** What the app answered stands below everything that was sent. */
function showAttempts(): void {
  document.getElementById(ATTEMPTS_ID)?.scrollIntoView()
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
