import { isDeepStrictEqual } from "node:util"
import type { InboxJson, SaveInboxJson } from "../../domain/api-types.ts"
import type { Clock } from "../../domain/clock.ts"
import { newId } from "../../domain/ids.ts"
import { findProvider } from "../../providers/registry.ts"
import type { InboxRow, Store } from "../../store/port.ts"
import { newToken } from "../hub/hub.ts"
import { findId, notFound } from "./find-id.ts"
import { createTurns } from "./in-turn.ts"
import type { ListenerPort } from "./ports.ts"
import { isoTime } from "./rows-to-json.ts"

/** The public addresses of a workspace. An inbox is found by its name, its id or an unambiguous prefix of the id. */
export interface InboxService {
  list(workspace: string): Promise<readonly InboxJson[]>
  /** Makes the inbox, or changes the one of that name; what is left out stays as it is. */
  save(workspace: string, input: SaveInboxJson): Promise<InboxJson>
  /** Ends the address: senders get 404 from now on. Its history stays. */
  delete(workspace: string, given: string): Promise<void>
  /** Gives the inbox a new address; the old one ends at once. */
  rotate(workspace: string, given: string): Promise<InboxJson>
}

export interface InboxServiceOptions {
  readonly store: Store
  readonly clock: Clock
  readonly listeners: ListenerPort
}

/** The inbox of this name, id or beginning of an id. Throws NOT_FOUND or ID_AMBIGUOUS. */
export async function findInbox(store: Store, workspace: string, given: string): Promise<InboxRow> {
  const exact = await store.getInbox(workspace, given)
  if (exact) return exact
  const inbox = await store.getInbox(workspace, await findId(store, workspace, "in", given))
  if (!inbox) throw notFound("in", given)
  return inbox
}

export function createInboxService({ store, clock, listeners }: InboxServiceOptions): InboxService {
  // Two calls that save the same new name must not both make it.
  const inTurn = createTurns()

  async function toJson(inbox: InboxRow): Promise<InboxJson> {
    const { id, name, provider, secret, createdAt } = inbox
    return {
      id,
      name,
      url: listeners.urlOf(inbox),
      provider,
      hasSecret: secret !== null,
      listening: listeners.isListening(id),
      pending: await store.countPending(id),
      createdAt: isoTime(createdAt),
    }
  }

  async function put(inbox: InboxRow, before: InboxRow): Promise<InboxJson> {
    // A listener is disturbed only by a change.
    if (isDeepStrictEqual(inbox, before)) return await toJson(inbox)
    if (!(await store.updateInbox(inbox))) throw notFound("in", inbox.name)
    listeners.inboxChanged(inbox.id)
    return await toJson(inbox)
  }

  return {
    async list(workspace) {
      return await Promise.all((await store.listInboxes(workspace)).map(toJson))
    },

    save(workspace, { name, provider, offline, secret, verifyToken }) {
      if (provider != null) findProvider(provider)
      const wanted = {
        ...(provider !== undefined && { provider }),
        ...(offline && { offline }),
        ...(secret !== undefined && { secret }),
        ...(verifyToken !== undefined && { verifyToken }),
      }
      return inTurn(async () => {
        const existing = await store.getInbox(workspace, name)
        if (existing) return await put({ ...existing, ...wanted }, existing)
        const inbox: InboxRow = {
          id: newId("in"),
          workspace,
          name,
          token: newToken(),
          provider: null,
          offline: "queue",
          respond: "local",
          retries: null,
          maxBacklog: null,
          secret: null,
          verifyToken: null,
          createdAt: clock.now(),
          ...wanted,
        }
        await store.insertInbox(inbox)
        return await toJson(inbox)
      })
    },

    async delete(workspace, given) {
      const { id } = await findInbox(store, workspace, given)
      if (!(await store.deleteInbox(workspace, id, clock.now()))) throw notFound("in", given)
      listeners.inboxChanged(id)
    },

    rotate(workspace, given) {
      return inTurn(async () => {
        const inbox = await findInbox(store, workspace, given)
        return await put({ ...inbox, token: newToken() }, inbox)
      })
    },
  }
}
