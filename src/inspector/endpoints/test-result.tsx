import type { VNode } from "preact"
import type { AttemptedJson } from "../../domain/api-types.ts"
import { textOfBase64 } from "../events/draft.ts"
import { Notice } from "../parts/notice.tsx"
import { addressOf } from "../router.ts"
import { attemptHint, attemptWords, bodyExcerpt } from "./test-words.ts"

interface TestResultProps {
  readonly tested: AttemptedJson
  /** Which statuses the provider takes for success; undefined while that is not known. */
  readonly accepted: string | undefined
}

/** What came of a test: the answer, the beginning of its body, and what to look at where there is none. */
export function TestResult({ tested: { delivery, attempt }, accepted }: TestResultProps): VNode {
  if (attempt === null) return <Notice tone="bad" title="The test was not sent: the relay is stopping." />
  const isGood = delivery.status === "delivered"
  const hint = attemptHint(attempt)
  const excerpt = attempt.response ? bodyExcerpt(attempt.response.bodyBase64, textOfBase64) : undefined
  return (
    <Notice
      tone={isGood ? "good" : "bad"}
      title={
        <>
          Test of {delivery.event ?? "the endpoint"}: {attemptWords(attempt)}
        </>
      }
    >
      {hint !== undefined && <p>{hint}</p>}
      {!isGood && attempt.status !== null && accepted !== undefined && <p>Accepted is {accepted}.</p>}
      {excerpt !== undefined && <pre class="excerpt">{excerpt}</pre>}
      <p>
        <a href={addressOf("deliveries", delivery.id)}>See the request</a>
      </p>
    </Notice>
  )
}
