import { openDatabase } from "../../../src/store/sqlite/database.ts"
import { loadDriver, type SqliteDriver } from "../../../src/store/sqlite/driver.ts"

/* A process that opens a database and is killed by itself behind the given step of the migration, 1 for its begin. */

const [folder = "", dieBehind = "0"] = process.argv.slice(2)

const { DatabaseSync } = await loadDriver()
let step = 0

const dying: SqliteDriver = {
  DatabaseSync: class {
    readonly #database = new DatabaseSync(`${folder}/whk.db`)
    exec(sql: string): void {
      this.#database.exec(sql)
      if (step > 0 || sql.startsWith("BEGIN")) step += 1
      if (step === Number(dieBehind)) process.kill(process.pid, "SIGKILL")
    }
    prepare(sql: string): ReturnType<InstanceType<SqliteDriver["DatabaseSync"]>["prepare"]> {
      return this.#database.prepare(sql)
    }
    close(): void {
      this.#database.close()
    }
  },
}

openDatabase(dying, folder).close()
