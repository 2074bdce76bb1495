import type { VNode } from "preact"
import { Button } from "../parts/button.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { focusList } from "./choice.ts"
import {
  filter,
  isAtEnd,
  isLoading,
  isNarrowed,
  ledger,
  loadNewest,
  loadOlder,
  loadProblem,
  searchFurther,
  showCleared,
  view,
} from "./known.ts"
import { kindOf, NO_FILTER } from "./filter.ts"
import { FirstDelivery } from "./first-delivery.tsx"

/** What stands below the last row: what is hidden and how to see it, or how the first delivery comes. */
export function ListEnd(): VNode {
  const { rows, cleared } = view.value
  const unjudged = countUnjudged()
  if (loadProblem.value)
    return (
      <div class="list-end">
        <ProblemNotice problem={loadProblem.value} />
        <Button onClick={() => void (ledger.value.length > 0 ? loadOlder() : loadNewest())}>Try again</Button>
      </div>
    )
  if (isLoading.value) return <p class="list-end soft">Loading …</p>
  if (ledger.value.length === 0) return <FirstDelivery />
  return (
    <div class="list-end soft">
      {rows.length === 0 && isNarrowed.value && <p>None of {ledger.value.length} deliveries fits.</p>}
      {unjudged > 0 && <p>{unjudged.toLocaleString()} that are not judged are left out.</p>}
      {isNarrowed.value && <Button onClick={showAll}>Show all</Button>}
      {!isAtEnd.value && isNarrowed.value && (
        <Button onClick={() => searchFurther()}>Search further back</Button>
      )}
      {cleared > 0 && (
        <p>
          {cleared} cleared away, none deleted. <Button onClick={showAgain}>Show again</Button>
        </p>
      )}
    </div>
  )
}

function showAll(): void {
  filter.value = NO_FILTER
  focusList()
}

function showAgain(): void {
  showCleared()
  focusList()
}

/** How many a filter for verdicts leaves out only because nobody knows theirs. */
function countUnjudged(): number {
  const { verdicts } = filter.value
  if (verdicts.size === 0 || verdicts.has("unjudged")) return 0
  return ledger.value.filter((delivery) => kindOf(delivery) === "unjudged").length
}
