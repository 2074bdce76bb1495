import type { KeyRow, WorkspaceRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

type AccessCalls = "insertWorkspace" | "listWorkspaces" | "insertKey" | "findKey" | "listKeys" | "revokeKey"

const KEY = `SELECT id, workspace, name, hash, last_four AS lastFour, created_at AS createdAt,
  revoked_at AS revokedAt FROM keys`

/** Workspaces and their API keys. */
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

    findKey: (hash) => db.get<KeyRow>(`${KEY} WHERE hash = ? AND revoked_at IS NULL`, hash) ?? null,

    listKeys: (workspace) => db.all<KeyRow>(`${KEY} WHERE workspace = ? ORDER BY id`, workspace),

    revokeKey: (workspace, id, at) =>
      db.run(
        "UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE workspace = ? AND id = ?",
        at,
        workspace,
        id,
      ) > 0,
  }
}
