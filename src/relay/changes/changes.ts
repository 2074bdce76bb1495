import type { DeliveryRow, Store } from "../../store/port.ts"

/** Somebody who wants to be told of changed deliveries. */
export interface ChangeReader {
  readonly workspace: string
  /** Ids. */
  readonly endpoint?: string
  readonly inbox?: string
  /** These are new or changed, as they stand now. Must not throw. */
  delivery(rows: readonly DeliveryRow[]): void
  /** Some may have been left out. */
  missed(): void
}

/** What is told of writes; where nobody reads this costs a look at a number. */
export interface ChangeSink {
  /** This delivery is new or changed. */
  one(delivery: string): void
  /** Some deliveries of a workspace changed, or of any. */
  some(workspace?: string): void
}

/** Read at once. A full batch is followed by a pause, so that a flood leaves the store to the deliveries themselves. */
const BATCH = 500
const PAUSE_MS = 50
/** Changed and not read yet; beyond this many their readers have to read the list anew. */
const MOST_CHANGED = 10_000

/**
 * Tells readers of deliveries that changed: each is read from the store once however many read and however often it
 * changed meanwhile, so what is told is always how it stands, never a step on the way that is over.
 */
export class Changes implements ChangeSink {
  readonly #store: Pick<Store, "deliveriesById">
  readonly #onError: (error: unknown) => void
  readonly #readers = new Set<ChangeReader>()
  readonly #changed = new Set<string>()
  #isReading = false

  constructor(store: Pick<Store, "deliveriesById">, onError: (error: unknown) => void) {
    this.#store = store
    this.#onError = onError
  }

  /** How many read of this workspace. */
  countOf(workspace: string): number {
    return [...this.#readers].filter((reader) => reader.workspace === workspace).length
  }

  /** Tells the reader of every change from now on; returns the way to stop. */
  add(reader: ChangeReader): () => void {
    this.#readers.add(reader)
    return () => {
      this.#readers.delete(reader)
      if (this.#readers.size === 0) this.#changed.clear()
    }
  }

  one(delivery: string): void {
    if (this.#readers.size === 0) return
    if (this.#changed.size >= MOST_CHANGED) {
      this.#changed.clear()
      this.some()
    }
    this.#changed.add(delivery)
    if (!this.#isReading) void this.#readAll()
  }

  some(workspace?: string): void {
    for (const reader of this.#readers)
      if (workspace === undefined || reader.workspace === workspace) reader.missed()
  }

  async #readAll(): Promise<void> {
    this.#isReading = true
    while (this.#changed.size > 0) {
      const ids = [...this.#changed].slice(0, BATCH)
      for (const id of ids) this.#changed.delete(id)
      try {
        this.#tell(await this.#store.deliveriesById(ids))
      } catch (error) {
        this.some()
        this.#onError(error)
      }
      if (ids.length === BATCH) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
    this.#isReading = false
  }

  #tell(rows: readonly DeliveryRow[]): void {
    for (const reader of this.#readers) {
      const wanted = rows.filter((row) => isFor(reader, row))
      if (wanted.length > 0) reader.delivery(wanted)
    }
  }
}

function isFor({ workspace, endpoint, inbox }: ChangeReader, row: DeliveryRow): boolean {
  const { origin } = row
  return (
    row.workspace === workspace &&
    (endpoint === undefined || (origin.kind === "endpoint" && origin.endpoint === endpoint)) &&
    (inbox === undefined || (origin.kind === "inbox" && origin.inbox === inbox))
  )
}
