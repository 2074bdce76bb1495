import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

export function metaTable(db: Connection): Pick<Tables, "meta" | "setMeta"> {
  return {
    meta: (key) => db.get<{ value: string }>("SELECT value FROM meta WHERE key = ?", key)?.value ?? null,

    setMeta(key, value) {
      db.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value)
    },
  }
}
