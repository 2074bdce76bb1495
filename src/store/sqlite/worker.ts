import { parentPort, workerData } from "node:worker_threads"
import { callError, runBatch } from "./batch.ts"
import { buffersIn } from "./bytes.ts"
import type { Opening, Request } from "./calls.ts"
import { instanceOf, openDatabase } from "./database.ts"
import { loadDriver, type SqliteDatabase } from "./driver.ts"
import { lockFolder } from "./lock.ts"
import { allTables } from "./tables/all.ts"
import { dropOrphanChunks } from "./tables/bodies.ts"
import { giveUpUntried } from "./tables/queues.ts"

/* The store's own thread: an fsync here holds up no socket. */

const port = parentPort!
const { folder } = workerData as { readonly folder: string }

let lock: SqliteDatabase | undefined
try {
  const driver = await loadDriver()
  lock = lockFolder(driver, folder)
  const connection = openDatabase(driver, folder)
  dropOrphanChunks(connection)
  giveUpUntried(connection)
  const tables = allTables(connection)
  port.on("message", (request: Request) => {
    if (request === "close") {
      connection.close()
      lock?.close()
      port.close()
      return
    }
    const answer = runBatch(connection, tables, request)
    port.postMessage(answer, buffersIn(answer.values))
  })
  port.postMessage({ instance: instanceOf(connection) } satisfies Opening)
} catch (error) {
  lock?.close()
  port.postMessage({ error: callError(error, `to open "${folder}"`) } satisfies Opening)
}
