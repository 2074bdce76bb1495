import type { Frame } from "./frame.ts"
import type {
  DeliveryRow,
  LinkState,
  LiveCounts,
  LiveMode,
  LivePlace,
  LiveRow,
  LiveState,
} from "./live-state.ts"
import { isShown } from "./live-state.ts"

/** Rows that can be selected and searched; what is older is only in the terminal's own memory. */
const REMEMBERED = 1000

/** The state of a live view and what may happen to it. It draws nothing and knows no clock. */
export class LiveModel {
  #link: LinkState = { kind: "connecting" }
  #place: LivePlace | null = null
  #rows: LiveRow[] = []
  #top: number | null = null
  #selected: number | null = null
  #printed = 0
  #filter = ""
  #mode: LiveMode = { kind: "list" }
  #notice: string | null = null
  #next = 1
  #counts: Omit<LiveCounts, "waiting"> = { total: 0, good: 0, failed: 0, unverified: 0, isJudged: false }
  /** At the app. */
  #inFlight = 0
  /** Known to wait at the relay. */
  #backlog = 0

  get state(): LiveState {
    const waiting = this.#inFlight + this.#backlog
    return {
      link: this.#link,
      place: this.#place,
      counts: { ...this.#counts, waiting },
      rows: this.#rows,
      top: this.#top,
      selected: this.#selected,
      printed: this.#printed,
      filter: this.#filter,
      mode: this.#mode,
      notice: this.#notice,
    }
  }

  /** The relay took the listener; so many deliveries wait there. */
  connected(queued: number): void {
    this.#link = { kind: "connected" }
    this.#backlog = queued
  }

  /** What was at the app when the connection broke comes again, or its answer is taken later. */
  reconnecting(reason: string): void {
    this.#link = { kind: "reconnecting", reason }
    this.#backlog = 0
  }

  ready(place: LivePlace): void {
    this.#place = place
  }

  /** A delivery came, and so many answers to it are to come. */
  arrived(delivery: {
    readonly answers: number
    readonly wasQueued: boolean
    readonly verified: boolean | null
  }): void {
    const { total, unverified, isJudged } = this.#counts
    if (delivery.wasQueued) this.#backlog = Math.max(0, this.#backlog - 1)
    this.#inFlight += delivery.answers
    this.#counts = {
      ...this.#counts,
      total: total + 1,
      unverified: unverified + (delivery.verified === false ? 1 : 0),
      isJudged: isJudged || delivery.verified !== null,
    }
  }

  /** One of the answers came, or it is sure that none does. */
  settled(row: Omit<DeliveryRow, "kind" | "number">): void {
    const { result } = row.settled
    const { good, failed } = this.#counts
    this.#inFlight = Math.max(0, this.#inFlight - 1)
    const isGood = "status" in result && result.status >= 200 && result.status <= 299
    if (isGood) this.#counts = { ...this.#counts, good: good + 1 }
    else if (!("skipped" in result)) this.#counts = { ...this.#counts, failed: failed + 1 }
    this.#add({ kind: "delivery", number: this.#next++, ...row })
  }

  /** Says something between the deliveries. */
  note(text: string): void {
    this.#add({ kind: "note", number: this.#next++, lines: text.replace(/\n$/, "").split("\n") })
  }

  /** Answers a key, in place of the line that names the keys. */
  notice(text: string | null): void {
    this.#notice = text
  }

  /** Selects another delivery in sight or beyond: -1 for the one above. Below the newest nothing is selected. */
  move(by: number): void {
    const shown = this.#deliveries()
    const at =
      this.#selected === null ? shown.length : shown.findIndex(({ number }) => number === this.#selected)
    // What was selected may be forgotten by now.
    const next = at === -1 ? 0 : at + by
    this.#selected = next >= shown.length ? null : (shown[Math.max(0, next)]?.number ?? null)
    if (this.#selected === null) this.#top = null
  }

  /** The newest delivery is the selected one again, whichever that will be. */
  follow(): void {
    this.#selected = null
    this.#top = null
  }

  /** What keys are about: the selected delivery, else the newest in sight. */
  get current(): DeliveryRow | undefined {
    const shown = this.#deliveries()
    return shown.find(({ number }) => number === this.#selected) ?? shown.at(-1)
  }

  /** Shows only deliveries that hold these words. */
  filterBy(text: string): void {
    this.#filter = text.trim()
    this.follow()
  }

  /** The delivery of this number, unless it is forgotten. */
  rowOf(number: number): DeliveryRow | undefined {
    return this.#rows.find((row): row is DeliveryRow => row.kind === "delivery" && row.number === number)
  }

  enter(mode: LiveMode): void {
    this.#mode = mode
  }

  /** Takes over what a frame has made of the state: it is on the screen now. */
  drawn({ printed, top, scroll }: Pick<Frame, "printed" | "top" | "scroll">): void {
    this.#printed = Math.max(this.#printed, printed)
    this.#top = this.#selected === null ? null : top
    if (this.#mode.kind === "detail") this.#mode = { ...this.#mode, scroll }
  }

  #deliveries(): DeliveryRow[] {
    return this.#rows.filter(
      (row): row is DeliveryRow => row.kind === "delivery" && isShown(row, this.#filter),
    )
  }

  #add(row: LiveRow): void {
    this.#rows.push(row)
    // Now and then, and not with every row.
    if (this.#rows.length >= 2 * REMEMBERED) this.#rows = this.#rows.slice(-REMEMBERED)
  }
}
