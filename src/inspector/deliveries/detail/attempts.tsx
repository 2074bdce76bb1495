import type { VNode } from "preact"
import type { AttemptJson } from "../../../domain/api-types.ts"
import { firstHeader } from "../../../domain/headers.ts"
import { Badge } from "../../parts/badge.tsx"
import { BodyView } from "../body/body-view.tsx"
import { fromBase64 } from "../body/bytes.ts"
import { attemptOf } from "../standing.ts"
import { durationText } from "../../parts/duration-text.ts"
import { clockTime } from "../time.ts"
import { HeadersTable } from "./headers-table.tsx"

/** Every attempt, its time as a bar beside the others', and what was answered. */
export function Attempts({ attempts }: { readonly attempts: readonly AttemptJson[] }): VNode {
  if (attempts.length === 0) return <p class="soft">None yet: nobody took it.</p>
  const longest = Math.max(1, ...attempts.map(({ elapsedMs }) => elapsedMs))
  return (
    <ol class="attempts">
      {attempts.map((attempt, index) => (
        <li key={attempt.id}>
          <Attempt attempt={attempt} longest={longest} isLast={index === attempts.length - 1} />
        </li>
      ))}
    </ol>
  )
}

interface AttemptProps {
  readonly attempt: AttemptJson
  /** What the bar's whole length stands for, in milliseconds. */
  readonly longest: number
  readonly isLast: boolean
}

function Attempt({ attempt, longest, isLast }: AttemptProps): VNode {
  const { tone, text, title } = attemptOf(attempt)
  const { elapsedMs, response } = attempt
  return (
    <details class="attempt" open={isLast}>
      <summary>
        <span class="mono">{attempt.attempt}</span>
        <Badge tone={tone} title={title}>
          {text}
        </Badge>
        <span class="mono soft">{clockTime(attempt.at)}</span>
        <span class="bar-box" aria-hidden="true">
          <span
            class="timing"
            data-tone={tone}
            style={{ width: `${Math.max(1, (100 * elapsedMs) / longest)}%` }}
          />
        </span>
        <span class="mono">{durationText(elapsedMs)}</span>
      </summary>
      <div class="attempt-body">
        <p class="mono wrap">→ {attempt.url}</p>
        {attempt.detail && <p class="wrap">{attempt.detail}</p>}
        {response ? <Response response={response} /> : <p class="soft">No response.</p>}
      </div>
    </details>
  )
}

function Response({ response }: { readonly response: NonNullable<AttemptJson["response"]> }): VNode {
  const body = fromBase64(response.bodyBase64)
  return (
    <>
      <h4>Response headers ({response.headers.length})</h4>
      <HeadersTable headers={response.headers} label="Response headers" />
      <h4>Response body</h4>
      <BodyView body={body} size={body.length} contentType={firstHeader(response.headers, "content-type")} />
    </>
  )
}
