import type { VNode } from "preact"
import { useEffect, useMemo, useState } from "preact/hooks"
import type { DeliveryDetailJson } from "../../../domain/api-types.ts"
import { Dialog } from "../../parts/dialog.tsx"
import { Notice, ProblemNotice } from "../../parts/notice.tsx"
import type { Answer } from "../../relay/ask.ts"
import { fromBase64 } from "../body/bytes.ts"
import {
  compareHeaders,
  compareLines,
  comparedText,
  type LinePair,
  type ShownPair,
  withContext,
} from "../comparison.ts"
import { readDetail } from "../detail/loaded.ts"
import { clockTime } from "../time.ts"

interface CompareDialogProps {
  readonly ids: readonly [string, string]
  readonly onClose: () => void
}

/** Two deliveries side by side: the headers that differ, and the bodies line by line. */
export function CompareDialog({ ids, onClose }: CompareDialogProps): VNode {
  const [answers, setAnswers] = useState<readonly Answer<DeliveryDetailJson>[]>()
  useEffect(() => {
    // The one that came first stands at the left.
    const sorted = [...ids].toSorted()
    void Promise.all(sorted.map(async (id) => await readDetail(id))).then(setAnswers)
  }, [ids])
  const [left, right] = answers ?? []
  const refused = answers?.find((answer) => !answer.ok)
  return (
    <Dialog title="Compare two deliveries" onClose={onClose} wide>
      {!answers && <p class="soft">Loading …</p>}
      {refused?.ok === false && <ProblemNotice problem={refused.problem} />}
      {left?.ok && right?.ok && <Comparison left={left.value} right={right.value} />}
    </Dialog>
  )
}

interface Sides {
  readonly left: DeliveryDetailJson
  readonly right: DeliveryDetailJson
}

function Comparison({ left, right }: Sides): VNode {
  return (
    <div class="comparison">
      <div class="sides">
        <Head detail={left} />
        <Head detail={right} />
      </div>
      <h3>Headers that differ</h3>
      <HeaderDifferences left={left} right={right} />
      <h3>Bodies</h3>
      <BodyDifferences left={left} right={right} />
    </div>
  )
}

function Head({ detail }: { readonly detail: DeliveryDetailJson }): VNode {
  return (
    <p class="wrap">
      <strong class="mono">{detail.event ?? detail.path}</strong>
      <br />
      <span class="soft mono">
        {clockTime(detail.createdAt)} {detail.id}
      </span>
    </p>
  )
}

function HeaderDifferences({ left, right }: Sides): VNode {
  const pairs = compareHeaders(left.request.headers, right.request.headers)
  const different = pairs.filter(({ isSame }) => !isSame)
  if (different.length === 0) return <p class="soft">None: all {pairs.length} are the same.</p>
  return (
    <table class="table header-pairs">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Left</th>
          <th scope="col">Right</th>
        </tr>
      </thead>
      <tbody class="mono">
        {different.map(({ name, left: one, right: other }, index) => (
          <tr key={index}>
            <td>{name}</td>
            <td class={one === null ? undefined : "removed"}>{one ?? <span class="soft">not there</span>}</td>
            <td class={other === null ? undefined : "added"}>
              {other ?? <span class="soft">not there</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function BodyDifferences({ left, right }: Sides): VNode {
  const { isCut, isSame, isLaidOut, pairs } = useMemo(() => {
    const bodies = [fromBase64(left.request.bodyBase64), fromBase64(right.request.bodyBase64)] as const
    const [one, other] = [comparedText(bodies[0]), comparedText(bodies[1])]
    return {
      isCut: bodies[0].length < left.request.bodyBytes || bodies[1].length < right.request.bodyBytes,
      isSame: left.request.bodyBase64 === right.request.bodyBase64,
      isLaidOut: one.as === "json" && other.as === "json",
      pairs: compareLines(one.text, other.text),
    }
  }, [left, right])
  if (isSame && isCut)
    return <p class="soft">Of long bodies only the first megabyte is compared: it is the same.</p>
  if (isSame) return <p class="soft">The same bytes.</p>
  if (!pairs) return <Notice tone="neutral" title="Too different to be compared line by line." />
  if (pairs.every((pair) => pair.isSame))
    return (
      <Notice
        tone="waiting"
        title="The same values, but not the same bytes: only their white space or escapes differ."
      />
    )
  return (
    <>
      {isLaidOut && <p class="soft">JSON, laid out to be compared.</p>}
      {isCut && <p class="soft">Of long bodies only the first megabyte is compared.</p>}
      <div class="diff mono" role="table" aria-label="The bodies line by line" tabIndex={0}>
        {withContext(pairs).map((pair, index) => (
          <DiffRow key={index} pair={pair} />
        ))}
      </div>
    </>
  )
}

function DiffRow({ pair }: { readonly pair: ShownPair }): VNode {
  if (typeof pair === "number")
    return (
      <div role="row" class="diff-gap">
        <span role="cell">
          … {pair} equal {pair === 1 ? "line" : "lines"}
        </span>
      </div>
    )
  return (
    <div role="row" class="diff-row">
      <Side pair={pair} side="left" />
      <Side pair={pair} side="right" />
    </div>
  )
}

function Side({ pair, side }: { readonly pair: LinePair; readonly side: "left" | "right" }): VNode {
  const text = pair[side]
  const mark = pair.isSame || text === null ? " " : side === "left" ? "−" : "+"
  const state = pair.isSame ? "same" : text === null ? "none" : side === "left" ? "removed" : "added"
  return (
    <span role="cell" class={`diff-side ${state}`}>
      <span class="diff-number">{text === null ? "" : pair.at[side === "left" ? 0 : 1]}</span>
      <span class="diff-mark">{mark}</span>
      <span class="diff-text">{text ?? ""}</span>
    </span>
  )
}
