import { join } from "node:path"
import { loadDriver } from "../../../src/store/sqlite/driver.ts"
import { openSqliteStore } from "../../../src/store/sqlite/open.ts"
import type { Acked } from "./ingest-load.ts"

/** The acknowledged deliveries that the store in this folder does not have, byte for byte. */
export async function lostFrom(folder: string, acked: readonly Acked[]): Promise<readonly string[]> {
  const store = await openSqliteStore({ folder })
  try {
    const found = await Promise.all(
      acked.map(async ({ id, body }) => {
        const stored = (await store.deliveryById(id)) && (await store.readChunk(id, 0))
        return stored !== null && Buffer.from(body).equals(stored)
      }),
    )
    return acked.filter((_acked, index) => !found[index]).map(({ id }) => id)
  } finally {
    await store.close()
  }
}

/** What SQLite's own check says of the database in this folder: `ok`. No process may have it open. */
export async function integrityOf(folder: string): Promise<string> {
  const { DatabaseSync } = await loadDriver()
  const database = new DatabaseSync(join(folder, "whk.db"))
  try {
    const row = database.prepare("PRAGMA integrity_check").get() as { readonly integrity_check: string }
    return row.integrity_check
  } finally {
    database.close()
  }
}
