import type { VNode } from "preact"
import type { AttemptedJson } from "../../domain/api-types.ts"
import { textOfBase64 } from "../events/draft.ts"
import { Notice } from "../parts/notice.tsx"
import { addressOf } from "../router.ts"
import { attemptHint, attemptWords, bodyExcerpt } from "./test-words.ts"

/** What came of a test: the answer, the beginning of its body, and what to look at where there is none. */
export function TestResult({ tested: { delivery, attempt } }: { readonly tested: AttemptedJson }): VNode {
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
      {!isGood && attempt.status !== null && <p>The provider does not take this status for success.</p>}
      {excerpt !== undefined && <pre class="excerpt">{excerpt}</pre>}
      <p>
        <a href={addressOf("deliveries", delivery.id)}>See the request</a>
      </p>
    </Notice>
  )
}
