import type { EndpointRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import type { SqlValue } from "../driver.ts"
import type { Place, Vault } from "../sealing/vault.ts"
import { readPage } from "./page.ts"

type EndpointCalls = "insertEndpoint" | "getEndpoint" | "updateEndpoint" | "deleteEndpoint" | "listEndpoints"

interface StoredEndpoint extends Omit<EndpointRow, "events" | "active" | "previousSecret"> {
  readonly events: string
  readonly active: number
  readonly previousSecret: string | null
  readonly previousUntil: number | null
}

const ENDPOINT = `SELECT id, workspace, provider, url, name, description, events, active, secret,
  previous_secret AS previousSecret, previous_until AS previousUntil, created_at AS createdAt,
  failing_since AS failingSince, disabled_why AS disabledWhy, updated_at AS updatedAt FROM endpoints`

export function endpointTable(db: Connection): Pick<Tables, EndpointCalls> {
  return {
    insertEndpoint(endpoint) {
      db.run(
        `INSERT INTO endpoints (provider, url, name, description, events, active, secret, previous_secret,
           previous_until, updated_at, search, failing_since, disabled_why, workspace, id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...changeable(endpoint, db.vault),
        endpoint.workspace,
        endpoint.id,
        endpoint.createdAt,
      )
    },

    getEndpoint(workspace, id) {
      const stored = db.get<StoredEndpoint>(`${ENDPOINT} WHERE workspace = ? AND id = ?`, workspace, id)
      return stored ? fromStored(stored, db.vault) : null
    },

    updateEndpoint: (endpoint) =>
      db.run(
        `UPDATE endpoints SET provider = ?, url = ?, name = ?, description = ?, events = ?, active = ?,
           secret = ?, previous_secret = ?, previous_until = ?, updated_at = ?, search = ?, failing_since = ?,
           disabled_why = ?
         WHERE workspace = ? AND id = ?`,
        ...changeable(endpoint, db.vault),
        endpoint.workspace,
        endpoint.id,
      ) > 0,

    deleteEndpoint(workspace, id, at) {
      if (db.run("DELETE FROM endpoints WHERE workspace = ? AND id = ?", workspace, id) === 0) return false
      db.run(
        `UPDATE deliveries SET status = 'failed', next_attempt_at = NULL, lease_until = NULL, ended_at = ?
         WHERE workspace = ? AND endpoint = ? AND status = 'pending'`,
        at,
        workspace,
        id,
      )
      return true
    },

    listEndpoints(workspace, { provider, active, search }, page) {
      const conditions: [string, SqlValue][] = [["workspace = ?", workspace]]
      if (provider !== undefined) conditions.push(["provider = ?", provider])
      if (active !== undefined) conditions.push(["active = ?", Number(active)])
      if (search !== undefined) conditions.push(["instr(search, ?) > 0", search.toLowerCase()])
      return readPage(
        db,
        { select: ENDPOINT, from: "endpoints", conditions },
        page,
        (stored: StoredEndpoint) => fromStored(stored, db.vault),
      )
    },
  }
}

function changeable(endpoint: EndpointRow, vault: Vault): SqlValue[] {
  return [
    endpoint.provider,
    endpoint.url,
    endpoint.name,
    endpoint.description,
    JSON.stringify(endpoint.events),
    Number(endpoint.active),
    vault.sealOrNull(endpoint.secret, at(endpoint, "secret")),
    vault.sealOrNull(endpoint.previousSecret?.secret ?? null, at(endpoint, "previous_secret")),
    endpoint.previousSecret?.until ?? null,
    endpoint.updatedAt,
    searchText(endpoint),
    endpoint.failingSince,
    endpoint.disabledWhy,
  ]
}

// Kept in lower case beside the row, because SQLite folds the case of ASCII only.
function searchText({ url, name, description, events }: EndpointRow): string {
  return [url, name ?? "", description ?? "", ...events].join("\n").toLowerCase()
}

function at({ id }: { readonly id: string }, column: "secret" | "previous_secret"): Place {
  return { table: "endpoints", id, column }
}

function fromStored({ previousUntil, ...stored }: StoredEndpoint, vault: Vault): EndpointRow {
  const previousSecret = vault.openOrNull(stored.previousSecret, at(stored, "previous_secret"))
  return {
    ...stored,
    events: JSON.parse(stored.events) as string[],
    active: stored.active === 1,
    secret: vault.openOrNull(stored.secret, at(stored, "secret")),
    previousSecret:
      previousSecret === null || previousUntil === null
        ? null
        : { secret: previousSecret, until: previousUntil },
  }
}
