import type { InboxRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import type { SqlValue } from "../driver.ts"

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
        ...changeable(inbox),
        inbox.workspace,
        inbox.id,
        inbox.createdAt,
      )
    },

    // Where one inbox is named like the id of another, the id wins.
    getInbox: (workspace, nameOrId) =>
      db.get<InboxRow>(
        `${INBOX} WHERE workspace = ?1 AND (id = ?2 OR name = ?2) ORDER BY id = ?2 DESC LIMIT 1`,
        workspace,
        nameOrId,
      ) ?? null,

    inboxByToken: (token) => db.get<InboxRow>(`${INBOX} WHERE token = ?`, token) ?? null,

    updateInbox: (inbox) =>
      db.run(
        `UPDATE inboxes SET name = ?, token = ?, provider = ?, offline = ?, respond = ?, retries = ?,
           max_backlog = ?, secret = ?, verify_token = ?
         WHERE workspace = ? AND id = ?`,
        ...changeable(inbox),
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

    listInboxes: (workspace) => db.all<InboxRow>(`${INBOX} WHERE workspace = ? ORDER BY id`, workspace),
  }
}

function changeable(inbox: InboxRow): SqlValue[] {
  return [
    inbox.name,
    inbox.token,
    inbox.provider,
    inbox.offline,
    inbox.respond,
    inbox.retries,
    inbox.maxBacklog,
    inbox.secret,
    inbox.verifyToken,
  ]
}
