import { newId } from "../../src/domain/ids.ts"
import { WhkError } from "../../src/errors.ts"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { aDelivery } from "./store-rows.ts"

/*
 * A process that opens a store and tells what happens, one line each. `hold` keeps it open; `insert` writes deliveries
 * from many lanes, each id printed once it is acknowledged, until the process is killed or the store fails.
 */

const [folder = "", what = "hold"] = process.argv.slice(2)
const LANES = 16

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  const store = await openSqliteStore({ folder, onFailure: ({ code }) => tell(`failure ${code}`) })
  tell("open")
  if (what === "insert") await Promise.all(Array.from({ length: LANES }, insertUntilFailure))
  else await new Promise(() => setInterval(() => {}, 60_000))

  async function insertUntilFailure(): Promise<void> {
    try {
      for (;;) {
        const id = newId("dlv")
        const delivery = aDelivery({ id, body: Buffer.alloc(2048, id) })
        await store.insertDelivery(delivery)
        tell(`acked ${id}`)
      }
    } catch (error) {
      tell(`refused ${error instanceof WhkError ? error.code : String(error)}`)
    }
  }
} catch (error) {
  tell(error instanceof WhkError ? `${error.code} ${error.message}` : String(error))
}
