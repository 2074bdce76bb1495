import { connect, createServer, type AddressInfo, type Socket } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { freePort } from "../../support/free-port.ts"
import { startWatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

/** A way to the relay that can be cut. */
interface Wire {
  readonly url: string
  cut(): void
  mend(): void
}

async function startWire(port: number): Promise<Wire> {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(port, "127.0.0.1")
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on("error", () => other.destroy())
      socket.on("close", () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  const cut = (): void => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => void (isCut = false),
  }
}

test.skipIf(!hasBrowser)(
  `a page that lost the relay says so, connects again by itself, and misses nothing${SKIPPED}`,
  async () => {
    const port = await freePort()
    const wire = await startWire(port)
    const inbox = await startWatchedInbox(200, { port, publicUrl: wire.url })
    await inbox.send("push")
    const { page } = await openInspector(browser(), { ...inbox.relay, url: wire.url })
    await page.locator(".feed[data-state=live]").waitFor()
    await page.getByRole("row", { name: "push" }).waitFor()
    wire.cut()
    await page.getByText("Connecting again").waitFor()
    await inbox.send("issues")
    wire.mend()
    await page.locator(".feed[data-state=live]").waitFor()
    await page.getByRole("row", { name: "issues" }).waitFor()
    await inbox.send("release")
    await page.getByRole("row", { name: "release" }).waitFor()
    expect(await page.locator(".rows .row").count()).toBe(3)
  },
)
