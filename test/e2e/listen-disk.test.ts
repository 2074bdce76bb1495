import { join } from "node:path"
import { expect, test } from "vitest"
import { makeSmallDisk, tmpfsLacks } from "../faults/support/small-disk.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { ofType, startWhk } from "../support/start-whk.ts"

const what = "a listener whose own relay has no room on its disk says that senders are refused"

test.skipIf(tmpfsLacks !== null)(
  tmpfsLacks === null ? what : `${what} (SKIPPED: needs ${tmpfsLacks})`,
  async () => {
    await using folder = await temporaryFolder()
    // Less than the 256 MiB that a relay keeps free.
    await using disk = await makeSmallDisk(join(folder.path, "disk"), 64)
    const listener = startWhk(["listen"], { WHK_HOME: disk.folder })
    const { url } = await listener.line(ofType("ready"))
    const { status } = await fetch(String(url), { method: "POST", body: "{}" })
    expect(status).toBe(503)
    await listener.said("warning The disk is short of room: senders get 503 until there is some.")
    await listener.kill("SIGTERM")
  },
)
