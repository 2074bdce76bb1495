import type { KeyRow, SessionRow, WorkspaceRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

type AccessCalls =
  | "insertWorkspace"
  | "listWorkspaces"
  | "insertKey"
  | "insertSession"
  | "findKey"
  | "listKeys"
  | "revokeKey"
  | "deleteSessions"

const KEY = `SELECT id, workspace, name, hash, last_four AS lastFour, created_at AS createdAt,
  revoked_at AS revokedAt`

interface StoredKey extends KeyRow {
  readonly expiresAt: number | null
  readonly openedBy: string | null
}

/** Workspaces, their API keys and the sessions that keys opened. */
export function accessTables(db: Connection): Pick<Tables, AccessCalls> {
  return {
    insertWorkspace({ id, name, createdAt }) {
      db.run("INSERT INTO workspaces (id, name, created_at) VALUES (?, ?, ?)", id, name, createdAt)
    },

    listWorkspaces: () =>
      db.all<WorkspaceRow>("SELECT id, name, created_at AS createdAt FROM workspaces ORDER BY id"),

    insertKey(key) {
      db.run(
        `INSERT INTO keys (id, workspace, name, hash, last_four, created_at, revoked_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        key.id,
        key.workspace,
        key.name,
        key.hash,
        key.lastFour,
        key.createdAt,
        key.revokedAt,
      )
    },

    insertSession: (session) =>
      db.run(
        `INSERT INTO keys (id, workspace, name, hash, last_four, created_at, revoked_at, expires_at, opened_by)
         SELECT ?, workspace, ?, ?, ?, ?, ?, ?, id FROM keys
         WHERE workspace = ? AND id = ? AND revoked_at IS NULL AND opened_by IS NULL`,
        session.id,
        session.name,
        session.hash,
        session.lastFour,
        session.createdAt,
        session.revokedAt,
        session.expiresAt,
        session.workspace,
        session.openedBy,
      ) > 0,

    findKey(hash) {
      const stored = db.get<StoredKey>(
        `${KEY}, expires_at AS expiresAt, opened_by AS openedBy FROM keys WHERE hash = ? AND revoked_at IS NULL`,
        hash,
      )
      return stored ? fromStored(stored) : null
    },

    listKeys: (workspace) =>
      db.all<KeyRow>(`${KEY} FROM keys WHERE workspace = ? AND opened_by IS NULL ORDER BY id`, workspace),

    revokeKey: (workspace, id, at) =>
      db.run(
        `UPDATE keys SET revoked_at = coalesce(revoked_at, ?)
         WHERE workspace = ? AND (id = ? OR opened_by = ?)`,
        at,
        workspace,
        id,
        id,
      ) > 0,

    deleteSessions(before) {
      db.run("DELETE FROM keys WHERE expires_at < ?", before)
    },
  }
}

function fromStored({ expiresAt, openedBy, ...key }: StoredKey): KeyRow | SessionRow {
  return expiresAt === null || openedBy === null ? key : { ...key, expiresAt, openedBy }
}
