/** One reader's view of a body that several read. */
type Step = IteratorResult<Uint8Array, void>

interface Asking {
  readonly resolve: (step: Step) => void
  readonly reject: (error: unknown) => void
}

/**
 * One body for several readers: each chunk goes to all, and the next is asked for when all who still read want it. So
 * nothing is kept for a slow reader, who makes the others wait instead.
 */
export class BodyTee {
  readonly branches: readonly AsyncIterable<Uint8Array>[]
  readonly #source: AsyncIterator<Uint8Array>
  readonly #readers = new Set<number>()
  #asking = new Map<number, Asking>()
  #isPulling = false

  constructor(body: AsyncIterable<Uint8Array>, readers: number) {
    this.#source = body[Symbol.asyncIterator]()
    this.branches = Array.from({ length: readers }, (_, reader) => {
      this.#readers.add(reader)
      const next = (): Promise<Step> => this.#next(reader)
      const end = (): Promise<Step> => {
        this.release(reader)
        return Promise.resolve({ done: true, value: undefined })
      }
      return { [Symbol.asyncIterator]: () => ({ next, return: end }) }
    })
  }

  /** This reader wants no more, whether it has ever begun or not. */
  release(reader: number): void {
    if (!this.#readers.delete(reader)) return
    this.#asking.get(reader)?.resolve({ done: true, value: undefined })
    this.#asking.delete(reader)
    this.#pull()
  }

  #next(reader: number): Promise<Step> {
    if (!this.#readers.has(reader)) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve, reject) => {
      this.#asking.set(reader, { resolve, reject })
      this.#pull()
    })
  }

  #pull(): void {
    if (this.#isPulling || this.#asking.size === 0 || this.#asking.size < this.#readers.size) return
    this.#isPulling = true
    this.#source.next().then(
      (step) => this.#hand(({ resolve }) => resolve(step.done === true ? END : step)),
      (error: unknown) => this.#hand(({ reject }) => reject(error)),
    )
  }

  #hand(give: (asking: Asking) => void): void {
    this.#isPulling = false
    const asking = this.#asking
    this.#asking = new Map()
    for (const one of asking.values()) give(one)
  }
}

const END: Step = { done: true, value: undefined }
