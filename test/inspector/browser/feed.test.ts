import { connect, createServer, type AddressInfo, type Socket } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startWatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

/** A way to the relay that can be cut. */
async function startWire(relayUrl: string): Promise<{ readonly url: string; cut(): void; mend(): void }> {
  const { hostname, port } = new URL(relayUrl)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on("error", () => {})
      socket.on("close", () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
    return undefined
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
    const inbox = await startWatchedInbox()
    const wire = await startWire(inbox.relay.url)
    await inbox.send("push")
    const { page } = await openInspector(browser(), { ...inbox.relay, url: wire.url })
    await page.getByText("Live").waitFor()
    await page.getByRole("row", { name: "push" }).waitFor()
    wire.cut()
    await page.getByText("Connecting again").waitFor()
    await inbox.send("issues")
    wire.mend()
    await page.getByText("Live").waitFor()
    await page.getByRole("row", { name: "issues" }).waitFor()
    await inbox.send("release")
    await page.getByRole("row", { name: "release" }).waitFor()
    expect(await page.locator(".rows .row").count()).toBe(3)
  },
)
