import { parentPort, workerData } from "node:worker_threads"
import { repairs } from "../../files/private-file.ts"
import { callError, runBatch } from "./batch.ts"
import { buffersIn } from "./bytes.ts"
import type { Opening, Request, ThreadData } from "./calls.ts"
import type { Connection } from "./connection.ts"
import { instanceOf, openDatabase } from "./database.ts"
import { loadDriver, type SqliteDatabase } from "./driver.ts"
import { leaveGate, passGate } from "./gate.ts"
import { lockFolder } from "./lock.ts"
import { allTables } from "./tables/all.ts"
import { dropOrphanChunks } from "./tables/bodies.ts"
import { expireLeases } from "./tables/leases.ts"
import { giveUpUntried } from "./tables/queues.ts"

/* The store's own thread: an fsync here holds up no socket. */

const port = parentPort!
const { folder, sealKeys, gate } = workerData as ThreadData

let lock: SqliteDatabase | undefined
const repaired: string[] = []
repairs.subscribe((sentence) => repaired.push(String(sentence)))
try {
  const driver = await loadDriver()
  lock = lockFolder(driver, folder)
  const connection = openDatabase(driver, folder, sealKeys)
  dropOrphanChunks(connection)
  const now = Date.now()
  // Whoever held a delivery has died with the last process.
  expireLeases(connection, { until: Infinity, now, why: "the relay ended before the attempt did" })
  giveUpUntried(connection, now)
  serve(connection, lock)
  port.postMessage({ instance: instanceOf(connection), repairs: repaired } satisfies Opening)
} catch (error) {
  lock?.close()
  port.postMessage({ error: callError(error, `to open "${folder}"`) } satisfies Opening)
}
leaveGate(gate)

function serve(connection: Connection, held: SqliteDatabase): void {
  const tables = allTables(connection)
  port.on("message", (request: Request) => {
    passGate(gate, () => {
      if (request === "close") {
        connection.close()
        held.close()
        port.close()
        return
      }
      const answer = runBatch(connection, tables, request)
      port.postMessage(answer, buffersIn(answer.values))
    })
  })
}
