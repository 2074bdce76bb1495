import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { expect, test } from "vitest"
import { connectListener } from "../support/fake-listener.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { type FaultRelay, startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { type Acked, type IngestLoad, type Said, startIngestLoad } from "./support/ingest-load.ts"
import { makeSmallDisk, tmpfsLacks } from "./support/small-disk.ts"
import { integrityOf, lostFrom } from "./support/stored.ts"

const KIB = 1024
const SENDERS = 4
// A commit takes 100 KiB of the log, which is never shortened on so small a disk.
const ACCEPTED = 8
// The relay looks at the disk once a second.
const LOOKED_AGAIN_MS = 1100
const REFUSED_WHILE_FULL = 200

const what =
  "R5: on a full disk of 8 MiB senders get 503 and Retry-After until there is room, and nothing is lost"

test.skipIf(tmpfsLacks !== null)(
  tmpfsLacks === null ? what : `${what} (needs ${tmpfsLacks})`,
  async ({ task }) => {
    await using home = await temporaryFolder()
    await using disk = await makeSmallDisk(join(home.path, "disk"), 8)
    await using relay = await startFaultRelay({
      home: home.path,
      data: join(disk.folder, "data"),
      flags: ["--min-free", "1mb"],
    })
    const inbox = await relay.inbox()
    const acked: Acked[] = []
    const said: Said[] = []
    const send = async (until: (load: IngestLoad) => Promise<void>): Promise<readonly Said[]> => {
      await using load = startIngestLoad(inbox, { senders: SENDERS, bodyBytes: KIB })
      await until(load)
      await load.stop()
      acked.push(...load.acked)
      said.push(...load.said)
      return load.said
    }
    const accepted = (load: IngestLoad): Promise<void> => load.more(ACCEPTED)

    await send(accepted)
    // Below the floor there is still room, for what was taken in before.
    await disk.fillUpTo(900 * KIB)
    await setTimeout(LOOKED_AGAIN_MS)
    const belowFloor = await send(untilRefused)
    const delivered = await deliverOne(relay)
    await disk.free()
    await send(accepted)
    // Another program takes everything at once: the store finds out before the floor does.
    await disk.fillUpTo(0)
    const full = await send(untilRefused)
    const large = await fetch(inbox, { method: "POST", body: Buffer.alloc(300 * KIB) })
    await disk.free()
    await send(accepted)
    await relay.process.kill("SIGTERM")

    const lost = await lostFrom(relay.data, acked)
    figures(task, {
      acked: acked.length,
      lost: lost.length,
      "refused below the floor": refused(belowFloor).length,
      "refused when full": refused(full).length,
    })
    expect(acceptedAfterRefusal(belowFloor)).toEqual([])
    expect(acceptedAfterRefusal(full)).toEqual([])
    expect(said.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
    expect(refused(said).filter(({ retryAfter }) => retryAfter === undefined)).toEqual([])
    expect([large.status, large.headers.get("retry-after")]).toEqual([503, "5"])
    expect(delivered).toBe("delivered")
    expect(lost).toEqual([])
    expect(await integrityOf(relay.data)).toBe("ok")
  },
)

async function untilRefused(load: IngestLoad): Promise<void> {
  while (refused(load.said).length < REFUSED_WHILE_FULL) await load.answered()
}

function refused(said: readonly Said[]): readonly Said[] {
  return said.filter(({ status }) => status === 503)
}

/** Deliveries that were sent after the first refusal and accepted all the same. */
function acceptedAfterRefusal(said: readonly Said[]): readonly Said[] {
  const from = Math.min(...refused(said).map(({ answeredAt }) => answeredAt))
  return said.filter(({ status, sentAt }) => status === 200 && sentAt > from)
}

/** How the oldest delivery of the inbox stands once a listener has answered it. */
async function deliverOne(relay: FaultRelay): Promise<string> {
  const listener = await connectListener(relay, { inbox: "faults", maxInFlight: 1 })
  const request = await listener.frame("request")
  listener.answer(request)
  await listener.frame("ack")
  listener.destroy()
  await listener.closed
  const { status } = await relay.api("GET", `/v1/deliveries/${request.info.delivery}`)
  return String(status)
}
