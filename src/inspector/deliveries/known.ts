import { computed, effect, signal } from "@preact/signals"
import type { DeliveryJson, ListPage, ProblemJson, VerdictJson } from "../../domain/api-types.ts"
import { api } from "../relay/api.ts"
import { createFit, type DeliveryFilter, isFiltering, NO_FILTER } from "./filter.ts"
import { type Bounds, enter, type Ledger, viewOf } from "./ledger.ts"
import { loadPlaces, placeName } from "./places.ts"

const PAGE_SIZE = 200
// A page that is left open stays a page: what is older can be had from the relay again.
const MOST_KNOWN = 20_000
// A thousand deliveries further back for a filter, then only when somebody asks.
const MOST_SEARCHED = 5

/** Every delivery the page knows of. */
export const ledger = signal<Ledger>([])
/**
 * The id down to which the list is as the relay has it; what is older has yet to be read, or to be read anew. Null:
 * all of it is; undefined before its beginning was read.
 */
const next = signal<string | null | undefined>(undefined)
export const isLoading = signal(false)
export const loadProblem = signal<ProblemJson | null>(null)
export const isAtEnd = computed(() => next.value === null)

export const filter = signal<DeliveryFilter>(NO_FILTER)
export const isPaused = signal(false)
/** Whether somebody reads further down, so that new rows must not move those below. */
export const isReading = signal(false)
const bounds = signal<Bounds>({ ceiling: null, floor: null })

/** How many older pages were read for the filter. */
let pagesSearched = 0
effect(() => {
  if (filter.value) pagesSearched = 0
})

const fits = computed(() => createFit(filter.value, placeName))

/** What is to be seen. */
export const view = computed(() => viewOf(ledger.value, bounds.value, fits.value))

/** The providers that were seen, by name. */
export const providers = computed(() =>
  [...new Set(ledger.value.map(({ provider }) => provider).filter((id) => id !== null))].toSorted(),
)

/** What the relay found when the page had it judge a delivery: its lists do not tell it. */
const judged = new Map<string, VerdictJson>()

/** Takes in deliveries that are new or have changed. */
export function take(arrivals: readonly DeliveryJson[]): void {
  const entered = enter(ledger.value, arrivals.map(withVerdict))
  ledger.value = entered.length > MOST_KNOWN ? entered.slice(0, MOST_KNOWN) : entered
  const oldest = ledger.value.at(-1)?.id
  if (entered.length > MOST_KNOWN && !isUnread(oldest)) next.value = oldest
}

/** Whether this one is further down than the list was read since the page last connected. */
export function isUnread(id: string | undefined): boolean {
  return typeof next.value === "string" && id !== undefined && id < next.value
}

/** Shows in the list, too, what the relay found of a delivery. */
export function noteVerdict(id: string, verdict: VerdictJson): void {
  judged.set(id, verdict)
  take(ledger.value.filter((delivery) => delivery.id === id))
}

function withVerdict(delivery: DeliveryJson): DeliveryJson {
  const verdict = judged.get(delivery.id)
  return verdict ? { ...delivery, verdict } : delivery
}

/**
 * Reads the newest page, and how inboxes and endpoints are called. What was known before stays to be seen, and is read
 * anew on the way down to it: between it and the page some may be missing, and some of it may have changed.
 */
export async function loadNewest(): Promise<void> {
  void loadPlaces()
  const answer = await readPage()
  if (!answer) return
  next.value = answer.next
  take(answer.items)
}

/** Reads the next older page, unless one is being read or there is none. */
export async function loadOlder(): Promise<void> {
  const after = next.value
  if (isLoading.value || after === null || after === undefined) return
  const answer = await readPage(after)
  if (!answer || next.value !== after) return
  next.value = answer.next
  pagesSearched += 1
  take(answer.items)
}

/** Whether older ones may be read without being asked for. A filter that hardly anything fits would read them all. */
export function mayLoadByItself(): boolean {
  if (isAtEnd.value || loadProblem.value || ledger.value.length === 0) return false
  return !isNarrowed.value || view.value.rows.length > PAGE_SIZE || pagesSearched < MOST_SEARCHED
}

/** Reads on where a filter made it stop. */
export function searchFurther(): void {
  pagesSearched = 0
  void loadOlder()
}

async function readPage(after?: string): Promise<ListPage<DeliveryJson> | undefined> {
  isLoading.value = true
  const query = `limit=${PAGE_SIZE}${after === undefined ? "" : `&after=${after}`}`
  const answer = await api.get<ListPage<DeliveryJson>>(`/v1/deliveries?${query}`)
  isLoading.value = false
  loadProblem.value = answer.ok ? null : answer.problem
  return answer.ok ? answer.value : undefined
}

/** Says whether somebody reads further down; new rows then wait above. */
export function readFurtherDown(is: boolean): void {
  if (is === isReading.value) return
  isReading.value = is
  hold()
}

/** Stops the list, or lets it go on. */
export function togglePause(): void {
  isPaused.value = !isPaused.value
  hold()
}

function hold(): void {
  const ceiling =
    isPaused.value || isReading.value ? (bounds.value.ceiling ?? ledger.value[0]?.id ?? "") : null
  bounds.value = { ...bounds.value, ceiling }
}

/** Shows what waits above. */
export function showWaiting(): void {
  isPaused.value = false
  isReading.value = false
  hold()
}

/** Hides everything that is there now; nothing is deleted. */
export function clear(): void {
  bounds.value = { ...bounds.value, floor: ledger.value[0]?.id ?? null }
  showWaiting()
}

/** Shows again what was cleared away. */
export function showCleared(): void {
  bounds.value = { ...bounds.value, floor: null }
}

/** Whether the list is shorter than what is known because of the filter. */
export const isNarrowed = computed(() => isFiltering(filter.value))
