import { randomUUID } from "node:crypto"
import type { Clock } from "../../domain/clock.ts"
import { newId } from "../../domain/ids.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import type { KeyRow, SessionRow, Store, WorkspaceRow } from "../../store/port.ts"
import { createTurns } from "../api/in-turn.ts"
import { hashApiKey, isApiKey, newApiKey } from "./api-key.ts"

/** Who calls: the workspace of the key, and the key. */
export interface Caller {
  readonly workspace: string
  readonly keyId: string
  /** Set for a session of the inspector: a key that ends by itself and opens no other. */
  readonly session?: {
    /** The key whose code opened it. */
    readonly openedBy: string
    readonly expiresAt: number
  }
}

/** Who may use the relay: workspaces and their API keys. */
export interface Access {
  /** The relay's first workspace, made when there is none. Safe to call more than once. */
  bootstrap(): Promise<{ readonly workspace: WorkspaceRow }>
  /** Makes a workspace, whose first key is its maker's to hand over. Throws ALREADY_EXISTS for a name that is taken. */
  createWorkspace(name: string): Promise<WorkspaceRow>
  /** Makes a key of the workspace. `key` is shown here and nowhere else; only its hash is kept. */
  createKey(workspace: string, name: string): Promise<{ readonly key: string; readonly row: KeyRow }>
  /**
   * Makes a session of the inspector for whoever brought the code of this key; null when the key is revoked by now.
   * `token` is shown here and nowhere else.
   */
  openSession(caller: Caller): Promise<{ readonly token: string; readonly row: SessionRow } | null>
  /** Whose key an Authorization header (`Bearer whk_…`) carries; null for a wrong, unknown or revoked one. */
  authenticate(authorization: string | undefined): Promise<Caller | null>
  /** Ends a key and the sessions it opened at once; false when the workspace has no such key. */
  revoke(workspace: string, keyId: string): Promise<boolean>
  /** Calls back once when this caller may not go on: its key is revoked or its session is over. Returns the way to stop. */
  whenEnded(caller: Caller, callback: () => void): () => void
}

/** How long a page may stay open before a new code is needed. */
export const SESSION_MS = 12 * 60 * 60 * 1000

// Another process on the same store may revoke a key: it works here for at most this much longer.
const REMEMBERED_MS = 10_000
const MOST_REMEMBERED = 1000

/** The meta value that says which workspace was the first; ids are random and clocks can be set back. */
const FIRST = "workspace.first"

export function createAccess({ store, clock }: { readonly store: Store; readonly clock: Clock }): Access {
  const remembered = new Map<string, { readonly caller: Caller; readonly until: number }>()
  const watched = new Map<() => void, Caller>()
  let first: Promise<WorkspaceRow> | undefined
  const inTurn = createTurns()

  async function firstWorkspace(): Promise<WorkspaceRow> {
    const [known, workspaces] = await Promise.all([store.meta(FIRST), store.listWorkspaces()])
    const existing =
      workspaces.find(({ id }) => id === known) ?? workspaces.toSorted((a, b) => a.createdAt - b.createdAt)[0]
    const workspace = existing ?? (await insertWorkspace("default"))
    if (workspace.id !== known) await store.setMeta(FIRST, workspace.id)
    return workspace
  }

  async function insertWorkspace(name: string): Promise<WorkspaceRow> {
    // A UUID, because that is what Axelered's API has in its paths.
    const workspace = { id: randomUUID(), name, createdAt: clock.now() }
    await store.insertWorkspace(workspace)
    return workspace
  }

  // The lookup goes by the key's hash, so its time tells nothing about the key that was meant.
  async function lookUp(hash: string): Promise<Caller | null> {
    const known = remembered.get(hash)
    if (known && known.until > clock.now()) return known.caller
    remembered.delete(hash)
    const row = await store.findKey(hash)
    if (!row) return null
    const caller = callerOf(row)
    const endsAt = caller.session?.expiresAt ?? Infinity
    if (endsAt <= clock.now()) return null
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(hash, { caller, until: Math.min(endsAt, clock.now() + REMEMBERED_MS) })
    return caller
  }

  /** A row for the key, which is not in it. */
  function newRow(workspace: string, { name, key }: { readonly name: string; readonly key: string }): KeyRow {
    return {
      id: newId("key"),
      workspace,
      name,
      hash: hashApiKey(key),
      lastFour: key.slice(-4),
      createdAt: clock.now(),
      revokedAt: null,
    }
  }

  return {
    async bootstrap() {
      first ??= firstWorkspace()
      // A store that failed once may work the next time.
      first.catch(() => (first = undefined))
      return { workspace: await first }
    },

    createWorkspace(name) {
      // Two calls with the same name must not both find it free.
      return inTurn(async () => {
        const taken = (await store.listWorkspaces()).some((workspace) => workspace.name === name)
        if (!taken) return await insertWorkspace(name)
        throw new WhkError("ALREADY_EXISTS", `There is a workspace "${cleanText(name, 100)}" already.`)
      })
    },

    async createKey(workspace, name) {
      const key = newApiKey()
      const row = newRow(workspace, { name, key })
      await store.insertKey(row)
      return { key, row }
    },

    async openSession({ workspace, keyId }) {
      const token = newApiKey()
      const row: SessionRow = {
        ...newRow(workspace, { name: "inspector", key: token }),
        expiresAt: clock.now() + SESSION_MS,
        openedBy: keyId,
      }
      return (await store.insertSession(row)) ? { token, row } : null
    },

    async authenticate(authorization) {
      const key = /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1]
      return key !== undefined && isApiKey(key) ? await lookUp(hashApiKey(key)) : null
    },

    async revoke(workspace, keyId) {
      const revoked = await store.revokeKey(workspace, keyId, clock.now())
      const isEnded = (caller: Caller): boolean =>
        caller.workspace === workspace && (caller.keyId === keyId || caller.session?.openedBy === keyId)
      for (const [hash, { caller }] of remembered) if (isEnded(caller)) remembered.delete(hash)
      for (const [end, caller] of watched) if (isEnded(caller)) end()
      return revoked
    },

    whenEnded(caller, callback) {
      const { session } = caller
      const end = (): void => {
        stop()
        callback()
      }
      const timer = session && clock.startTimer(session.expiresAt - clock.now(), end)
      const stop = (): void => {
        timer?.cancel()
        watched.delete(end)
      }
      watched.set(end, caller)
      return stop
    },
  }
}

function callerOf(row: KeyRow | SessionRow): Caller {
  const { workspace, id: keyId } = row
  if (!("openedBy" in row)) return { workspace, keyId }
  const { openedBy, expiresAt } = row
  return { workspace, keyId, session: { openedBy, expiresAt } }
}
