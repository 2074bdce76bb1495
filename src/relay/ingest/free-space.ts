import { statfs } from "node:fs/promises"
import type { Clock } from "../../domain/clock.ts"

const SMALLEST_FLOOR_BYTES = 256 * 1024 * 1024
const FLOOR_SHARE = 0.02
/** On a large disk two per cent would be more than any relay needs to end what it has. */
const LARGEST_FLOOR_BYTES = 2 * 1024 * 1024 * 1024

/** A full disk is noticed within this time; by then the floor has not been used up. */
const LOOK_EVERY_MS = 1000

/** The numbers of a file system, in blocks of `bsize` bytes. */
interface FileSystem {
  readonly bsize: number
  readonly blocks: number
  /** Free for a process without privileges. */
  readonly bavail: number
}

export interface FreeSpaceOptions {
  readonly folder: string
  readonly clock: Clock
  /** What has to stay free; 2 % of the file system, but at least 256 MiB and at most 2 GiB, unless told otherwise. */
  readonly minFreeBytes?: number
  readonly look?: (folder: string) => Promise<FileSystem>
  /** Told when the disk gets short of room, and when it is not any more. */
  readonly onChange?: (isShort: boolean) => void
}

/** What the ingest needs to know of the disk. */
export type Space = Pick<FreeSpace, "isShort" | "lookAgain">

/**
 * Says when the disk has no room for new deliveries. What is kept free is for the attempts, the log of the database
 * and its shrinking: deliveries that were taken in still end.
 */
export class FreeSpace {
  readonly #options: FreeSpaceOptions
  #lookedAt = -Infinity
  #short: Promise<boolean> = Promise.resolve(false)
  #wasShort = false

  constructor(options: FreeSpaceOptions) {
    this.#options = options
  }

  /** Whether less is free than has to be. Asks the file system once a second at most. */
  isShort(): Promise<boolean> {
    const now = this.#options.clock.now()
    // Also when the clock was set back.
    if (Math.abs(now - this.#lookedAt) >= LOOK_EVERY_MS) {
      this.#lookedAt = now
      this.#short = this.#look().then((isShort) => {
        if (isShort !== this.#wasShort) this.#options.onChange?.(isShort)
        this.#wasShort = isShort
        return isShort
      })
    }
    return this.#short
  }

  /** A write failed, so the next question is answered by the file system. */
  lookAgain(): void {
    this.#lookedAt = -Infinity
  }

  async #look(): Promise<boolean> {
    const { folder, minFreeBytes, look = statfs } = this.#options
    try {
      const { bsize, blocks, bavail } = await look(folder)
      const floor = minFreeBytes ?? floorOf(bsize * blocks)
      return bsize * bavail < floor
    } catch {
      // A file system that does not say has to be believed when a write fails.
      return false
    }
  }
}

function floorOf(totalBytes: number): number {
  return Math.min(LARGEST_FLOOR_BYTES, Math.max(SMALLEST_FLOOR_BYTES, totalBytes * FLOOR_SHARE))
}
