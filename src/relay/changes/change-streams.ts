import type { ServerResponse } from "node:http"
import type { Clock } from "../../domain/clock.ts"
import type { Access, Caller } from "../access/access.ts"
import { RequestError } from "../api/problem.ts"
import { ChangeStream } from "./change-stream.ts"
import type { ChangeReader, Changes } from "./changes.ts"

/** More pages and commands than a workspace has people; each may hold a megabyte. */
const MOST_OF_A_WORKSPACE = 32

/** Every stream of changes that is open. Each ends with its reader, its key or session, and the relay. */
export class ChangeStreams {
  readonly #changes: Changes
  readonly #clock: Clock
  readonly #access: Pick<Access, "whenEnded">
  readonly #open = new Set<ChangeStream>()

  constructor(options: {
    readonly changes: Changes
    readonly clock: Clock
    readonly access: Pick<Access, "whenEnded">
  }) {
    this.#changes = options.changes
    this.#clock = options.clock
    this.#access = options.access
  }

  /** Throws RATE_LIMITED (429) when the workspace has as many streams as it may. */
  requireRoom(workspace: string): void {
    if (this.#changes.countOf(workspace) < MOST_OF_A_WORKSPACE) return
    throw new RequestError(
      429,
      "RATE_LIMITED",
      `There are ${MOST_OF_A_WORKSPACE} streams of changes open already.`,
      {
        hint: "Close an inspector page or a command that follows deliveries.",
        headers: { "Retry-After": "5" },
      },
    )
  }

  /** Tells the changes that fit to this response, whose head is written. */
  open(response: ServerResponse, caller: Caller, filter: Pick<ChangeReader, "endpoint" | "inbox">): void {
    const stream = new ChangeStream(response, this.#clock)
    const stopReading = this.#changes.add({
      workspace: caller.workspace,
      ...filter,
      delivery: (rows) => stream.delivery(rows),
      missed: () => stream.missed(),
    })
    const stopWaiting = this.#access.whenEnded(caller, () => stream.end())
    this.#open.add(stream)
    response.once("close", () => {
      stopReading()
      stopWaiting()
      this.#open.delete(stream)
    })
  }

  /** Ends them all. */
  close(): void {
    for (const stream of this.#open) stream.end()
  }
}
