import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Browser, Page } from "playwright-core"
import { expect, onTestFinished, test } from "vitest"
import { type Headers, headersToFlat } from "../../src/domain/headers.ts"
import { hasBrowser, launchBrowser, SKIPPED } from "../support/browser.ts"
import { connectListener } from "../support/fake-listener.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { inboxUrlOf } from "../relay/hub/inbox-rig.ts"
import { figures } from "./support/figures.ts"

/** With what type an app would serve a payload so that it runs; browsers find out themselves what a page is. */
function typeOf(payload: string): Headers {
  if (payload.startsWith("<?xml")) return [["Content-Type", "application/xhtml+xml"]]
  if (payload.startsWith("<svg xmlns")) return [["Content-Type", "image/svg+xml"]]
  return /^<(?:script|body|iframe|style)/.test(payload) ? [] : [["Content-Type", "text/html"]]
}

/** Opens each payload at the app itself, and counts those that do there what they are to be kept from. */
async function harmWithoutRelay(browser: Browser, all: readonly string[], seen: string[]): Promise<number> {
  const app = createServer((request, response) => {
    const payload = all[Number(request.url?.slice(1))] ?? ""
    response.writeHead(200, headersToFlat(typeOf(payload))).end(payload)
  })
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve))
  const { port } = app.address() as AddressInfo
  let harmful = 0
  for (const index of all.keys()) {
    const context = await browser.newContext()
    const page = await context.newPage()
    let dialogs = 0
    page.on("dialog", (dialog) => {
      dialogs += 1
      void dialog.dismiss()
    })
    await page.goto(`http://127.0.0.1:${port}/${index}`, { waitUntil: "load" }).catch(() => null)
    const ran = (await page.title().catch(() => "")) === "ran"
    await context.close()
    if (ran || dialogs > 0 || seen.length > 0) harmful += 1
    seen.length = 0
  }
  app.close()
  app.closeAllConnections()
  return harmful
}

/** Another origin, which notes everybody who comes. */
async function startCanary(): Promise<{ readonly url: string; readonly seen: string[] }> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? "")
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** Ways to run a script or to leave for another origin, each calling `run()` or naming the canary. */
function payloads(canary: string): string[] {
  const run = `document.title='ran';fetch('${canary}/ran');alert(1)`
  return [
    `<script>${run}</script>`,
    `<script src="${canary}/s.js"></script>`,
    `<img src=x onerror="${run}">`,
    `<svg onload="${run}">`,
    `<svg xmlns="http://www.w3.org/2000/svg"><script>${run.replaceAll("&", "&amp;")}</script></svg>`,
    `<svg xmlns="http://www.w3.org/2000/svg" onload="${run}"/>`,
    `<body onload="${run}">`,
    `<iframe srcdoc="<script>parent.document.title='ran'</script>">`,
    `<iframe src="javascript:${run}">`,
    `<object data="${canary}/o">`,
    `<embed src="${canary}/e">`,
    `<details open ontoggle="${run}">`,
    `<input autofocus onfocus="${run}">`,
    `<video><source onerror="${run}"></video>`,
    `<audio src=x onerror="${run}">`,
    `<marquee onstart="${run}">`,
    `<math><mtext><img src=x onerror="${run}"></mtext></math>`,
    `"><script>${run}</script>`,
    `<p style="background:url(${canary}/p.png)">`,
    `</title><script>${run}</script>`,
    `</textarea><script>${run}</script>`,
    `<!--><script>${run}</script-->`,
    `<a href="javascript:${run}" autofocus onfocus="${run}">x</a>`,
    `<form action="javascript:${run}"><button autofocus onfocus="${run}">`,
    `<meta http-equiv="refresh" content="0;url=javascript:${run}">`,
    `<base href="${canary}/"><script src="s.js"></script>`,
    `<button autofocus onfocus="${run}">`,
    `<style>@import '${canary}/c.css';</style><script>${run}</script>`,
    `\u2028<script>${run}</script>`,
    `<link rel=stylesheet href="${canary}/l.css">`,
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${run}</script></html>`,
    `<script>navigator.sendBeacon('${canary}/beacon');${run}</script>`,
    `<script>fetch('/v1/deliveries').then(r=>r.text()).then(t=>{document.title='ran'})</script>`,
  ]
}

test.skipIf(!hasBrowser)(
  `A4: no payload in a delivery or an answer runs in a browser, or makes it leave${SKIPPED}`,
  async ({ task }) => {
    await using relay = await startTestRelay()
    const canary = await startCanary()
    const listener = await connectListener(relay, { maxInFlight: 100 })
    const inbox = await inboxUrlOf(listener)
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const page: Page = await browser.newPage({ extraHTTPHeaders: { authorization: `Bearer ${relay.key}` } })
    let dialogs = 0
    page.on("dialog", (dialog) => {
      dialogs += 1
      void dialog.dismiss()
    })
    // What the policy stops is a request that never leaves.
    const left: string[] = []
    page.on("response", (answer) => {
      if (!answer.url().startsWith(relay.url) && !/^(data|about|blob):/.test(answer.url()))
        left.push(answer.url())
    })
    let ran = 0
    let html = 0
    const sniffable: string[] = []
    async function open(url: string): Promise<void> {
      const answer = await page.goto(url, { waitUntil: "load" }).catch(() => null)
      if ((await page.title().catch(() => "")) === "ran") ran += 1
      const type = answer?.headers()["content-type"] ?? ""
      if (!url.startsWith(inbox) && /html|svg|xml/.test(type)) html += 1
      if (answer && answer.headers()["x-content-type-options"] !== "nosniff") sniffable.push(url)
    }

    const all = payloads(canary.url)
    const harmful = await harmWithoutRelay(browser, all, canary.seen)
    let asked = 0
    for (const payload of all) {
      const headers = typeOf(payload)
      const opening = open(`${inbox}/${encodeURIComponent(payload)}?q=${encodeURIComponent(payload)}`)
      const request = await listener.frame("request", asked)
      asked += 1
      // What a page loads beside itself from the inbox's address would be a further request.
      listener.answer(request, { body: payload, headers })
      await opening
      const sending = fetch(inbox, {
        method: "POST",
        headers: { "x-webhook-event": encodeURIComponent(payload), "x-payload": encodeURIComponent(payload) },
        body: payload,
      })
      const posted = await listener.frame("request", asked)
      asked += 1
      listener.answer(posted)
      await (await sending).arrayBuffer()
      await open(`${relay.url}/v1/deliveries/${posted.info.delivery}`)
      await open(`${relay.url}/v1/deliveries?event=${encodeURIComponent(payload)}`)
      await open(`${relay.url}/${encodeURIComponent(payload)}`)
      await open(`${relay.url}/v1/${encodeURIComponent(payload)}`)
      await open(`${relay.url}/v1/replay?${encodeURIComponent(payload)}`)
    }
    figures(task, {
      payloads: all.length,
      "harmful without a relay": harmful,
      "pages opened": all.length * 6,
      ran,
      dialogs,
      "left for another origin": left.length + canary.seen.length,
      "own answers that are pages": html,
    })
    // Otherwise nothing was kept from anything.
    expect(harmful).toBeGreaterThan(all.length * 0.8)
    expect(sniffable).toEqual([])
    expect({ ran, dialogs, html, left, seen: canary.seen }).toEqual({
      ran: 0,
      dialogs: 0,
      html: 0,
      left: [],
      seen: [],
    })
  },
)
