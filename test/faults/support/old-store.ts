import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { SqliteDatabase, SqliteDriver } from "../../../src/store/sqlite/driver.ts"
import { openSqliteStore } from "../../../src/store/sqlite/open.ts"
import { MIGRATIONS } from "../../../src/store/sqlite/schema.ts"

/** Every version of the schema there has been, the one of this whk last. */
export const VERSIONS = MIGRATIONS.map((_migration, index) => index + 1)

const HEAD = '{"method":"POST","target":"/old","headers":[["Host","relay.example"]]}'

// In columns of the first version only: every later one has them.
const ROWS = `
INSERT INTO meta VALUES ('store.instance', 'the same instance');
INSERT INTO workspaces VALUES ('ws_1', 'default', 1);
INSERT INTO inboxes (id, workspace, name, token, provider, offline, created_at)
  VALUES ('in_1', 'ws_1', 'old', 'token-of-the-old-inbox', 'stripe', 'queue', 2);
INSERT INTO events (workspace, id, provider, type, created_at, content_type, body)
  VALUES ('ws_1', 'evt_1', 'svix', 'user.created', 3, 'application/json', CAST('{"old":1}' AS BLOB));
INSERT INTO requests (number, head, body) 
  VALUES (1, '${HEAD}', CAST('small' AS BLOB)), (2, '${HEAD}', NULL), (3, '${HEAD}', NULL);
INSERT INTO chunks (delivery, position, body) VALUES ('dlv_2', 0, CAST('in chunks' AS BLOB));
INSERT INTO deliveries (id, workspace, inbox, endpoint, event, created_at, request, body_bytes, status,
    next_attempt_at, attempts)
  VALUES ('dlv_1', 'ws_1', 'in_1', NULL, NULL, 4, 1, 5, 'pending', 5, 1),
    ('dlv_2', 'ws_1', 'in_1', NULL, NULL, 4, 2, 9, 'delivered', NULL, 0),
    ('dlv_3', 'ws_1', NULL, 'ep_1', 'evt_1', 4, 3, 9, 'failed', NULL, 0);
INSERT INTO attempts (delivery, number, id, at, url, outcome, status, elapsed_ms)
  VALUES ('dlv_1', 1, 'att_1', 5, 'http://localhost', 'responded', 500, 1.5);
`

/** A data folder as a whk of this version of the schema left it. */
export function makeOldStore(driver: SqliteDriver, folder: string, version: number): void {
  mkdirSync(folder, { recursive: true })
  const database = new driver.DatabaseSync(join(folder, "whk.db"))
  database.exec("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL")
  // Those that are code change rows, and there are none yet.
  for (const migration of MIGRATIONS.slice(0, version))
    if (typeof migration === "string") database.exec(migration)
  database.exec(ROWS)
  // What the migration to the third version makes of them.
  if (version >= 3) database.exec("UPDATE deliveries SET ended_at = created_at WHERE status <> 'pending'")
  database.exec(`PRAGMA user_version = ${version}`)
  database.close()
}

/** Opens the folder with this whk and returns what it finds of the rows of `makeOldStore`. */
export async function readOldRows(folder: string): Promise<unknown> {
  const store = await openSqliteStore({ folder })
  try {
    const ids = ["dlv_1", "dlv_2", "dlv_3"]
    return {
      instance: store.instance,
      workspaces: await store.listWorkspaces(),
      inbox: await store.inboxByToken("token-of-the-old-inbox"),
      event: Buffer.from((await store.getEvent("ws_1", "evt_1"))!.body).toString(),
      deliveries: await Promise.all(ids.map((id) => store.deliveryById(id))),
      bodies: (await Promise.all(ids.map((id) => store.readChunk(id, 0)))).map((body) =>
        Buffer.from(body!).toString(),
      ),
      attempts: await store.listAttempts("dlv_1"),
    }
  } finally {
    await store.close()
  }
}

/** The version of a database and the words that made its tables. */
export function schemaOf(driver: SqliteDriver, folder: string): { version: number; tables: unknown } {
  const database: SqliteDatabase = new driver.DatabaseSync(join(folder, "whk.db"))
  try {
    const { user_version: version } = database.prepare("PRAGMA user_version").get() as {
      user_version: number
    }
    return { version, tables: database.prepare("SELECT name, sql FROM sqlite_master ORDER BY name").all() }
  } finally {
    database.close()
  }
}
