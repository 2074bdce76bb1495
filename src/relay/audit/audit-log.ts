import type { Clock } from "../../domain/clock.ts"
import { newId } from "../../domain/ids.ts"
import { cleanText } from "../../domain/text.ts"
import type { Store } from "../../store/port.ts"
import type { Caller } from "../access/access.ts"
import type { Answer, Route } from "../api/route.ts"

/** A call of a route that changes something. */
export interface Change {
  readonly route: Pick<Route, "method" | "path">
  readonly params: Readonly<Record<string, string>>
  readonly caller: Caller
  readonly address: string | null
}

const MOST_QUOTED = 200

/** Writes down who changed what. Bodies never get here, so nothing secret can. */
export class AuditLog {
  readonly #store: Store
  readonly #clock: Clock

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store
    this.#clock = clock
  }

  /**
   * Runs a call that changes something. One that succeeded has its entry on the disk before it is answered; one that
   * did not leaves none.
   */
  async change(change: Change, run: () => Promise<Answer>): Promise<Answer> {
    const { route, params, caller, address } = change
    // Looked up before: what the call deletes is not found under its whole id afterwards.
    const named = await this.#wholeId(caller.workspace, params)
    const answer = await run()
    await this.#store.appendAudit({
      id: newId("aud"),
      workspace: caller.workspace,
      at: this.#clock.now(),
      actor: caller.keyId,
      action: `${route.method} ${route.path}`,
      object: named ?? objectOf(answer.json) ?? quoted(params["id"]),
      address,
      detail: null,
    })
    return answer
  }

  /** Writes down what happened without a call that a key made. */
  async notice(workspace: string, notice: NoticedByRelay): Promise<void> {
    await this.#store.appendAudit({
      id: newId("aud"),
      workspace,
      at: this.#clock.now(),
      actor: null,
      object: null,
      ...notice,
    })
  }

  /** The id that a shortened one or an inbox's name stands for; undefined where it stands for nothing. */
  async #wholeId(workspace: string, { id }: Readonly<Record<string, string>>): Promise<string | undefined> {
    if (id === undefined) return undefined
    const [inbox, ids] = await Promise.all([
      this.#store.getInbox(workspace, id),
      this.#store.idsWithPrefix(workspace, id, 2),
    ])
    return inbox?.id ?? (ids.length === 1 || ids[0] === id ? ids[0] : undefined)
  }
}

interface NoticedByRelay {
  /** The key it happened with, where there is one. */
  readonly actor?: string
  readonly action: string
  readonly object?: string
  readonly address: string | null
  readonly detail: string | null
}

/** The id of what an answer shows, in the relay's own form or inside a dialect's envelope. */
function objectOf(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null) return undefined
  const { id, delivery, event, data } = json as Readonly<Record<string, unknown>>
  if (typeof id === "string") return quoted(id) ?? undefined
  return objectOf(delivery) ?? objectOf(event) ?? objectOf(data)
}

function quoted(text: string | undefined): string | null {
  return text === undefined ? null : cleanText(text, MOST_QUOTED)
}
