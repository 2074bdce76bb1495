import type { InboxRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import type { SqlValue } from "../driver.ts"
import type { Place, Vault } from "../sealing/vault.ts"

type InboxCalls = "insertInbox" | "getInbox" | "inboxByToken" | "updateInbox" | "deleteInbox" | "listInboxes"

const INBOX = `SELECT id, workspace, name, token, provider, offline, respond, retries, max_backlog AS maxBacklog,
  secret, verify_token AS verifyToken, created_at AS createdAt FROM inboxes`

export function inboxTable(db: Connection): Pick<Tables, InboxCalls> {
  return {
    insertInbox(inbox) {
      db.run(
        `INSERT INTO inboxes (name, token, provider, offline, respond, retries, max_backlog, secret, verify_token,
           workspace, id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...changeable(inbox, db.vault),
        inbox.workspace,
        inbox.id,
        inbox.createdAt,
      )
    },

    // Where one inbox is named like the id of another, the id wins.
    getInbox(workspace, nameOrId) {
      const stored = db.get<InboxRow>(
        `${INBOX} WHERE workspace = ?1 AND (id = ?2 OR name = ?2) ORDER BY id = ?2 DESC LIMIT 1`,
        workspace,
        nameOrId,
      )
      return stored ? fromStored(stored, db.vault) : null
    },

    inboxByToken(token) {
      const stored = db.get<InboxRow>(`${INBOX} WHERE token = ?`, token)
      return stored ? fromStored(stored, db.vault) : null
    },

    updateInbox: (inbox) =>
      db.run(
        `UPDATE inboxes SET name = ?, token = ?, provider = ?, offline = ?, respond = ?, retries = ?,
           max_backlog = ?, secret = ?, verify_token = ?
         WHERE workspace = ? AND id = ?`,
        ...changeable(inbox, db.vault),
        inbox.workspace,
        inbox.id,
      ) > 0,

    deleteInbox(workspace, id, at) {
      if (db.run("DELETE FROM inboxes WHERE workspace = ? AND id = ?", workspace, id) === 0) return false
      db.run(
        `UPDATE deliveries SET status = 'failed', next_attempt_at = NULL, lease_until = NULL, ended_at = ?
         WHERE inbox = ? AND status = 'pending'`,
        at,
        id,
      )
      return true
    },

    listInboxes: (workspace) =>
      db
        .all<InboxRow>(`${INBOX} WHERE workspace = ? ORDER BY id`, workspace)
        .map((stored) => fromStored(stored, db.vault)),
  }
}

function changeable(inbox: InboxRow, vault: Vault): SqlValue[] {
  return [
    inbox.name,
    inbox.token,
    inbox.provider,
    inbox.offline,
    inbox.respond,
    inbox.retries,
    inbox.maxBacklog,
    vault.sealOrNull(inbox.secret, at(inbox, "secret")),
    vault.sealOrNull(inbox.verifyToken, at(inbox, "verify_token")),
  ]
}

function fromStored(stored: InboxRow, vault: Vault): InboxRow {
  return {
    ...stored,
    secret: vault.openOrNull(stored.secret, at(stored, "secret")),
    verifyToken: vault.openOrNull(stored.verifyToken, at(stored, "verify_token")),
  }
}

function at({ id }: { readonly id: string }, column: "secret" | "verify_token"): Place {
  return { table: "inboxes", id, column }
}
