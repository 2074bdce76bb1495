import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startWatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

/** Another origin, which notes everybody who comes and serves a page of its own. */
async function startCanary(html = ""): Promise<{ readonly url: string; readonly seen: string[] }> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? "")
    response.writeHead(200, { "content-type": "text/html" }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** Thirty-two ways to run `document.title = "ran"`, or to have the canary asked for something. */
function payloads(canary: string): string[] {
  const run = `document.title='ran';fetch('${canary}/ran')`
  return [
    `<script>${run}</script>`,
    `<script src="${canary}/s.js"></script>`,
    `<img src=x onerror="${run}">`,
    `<img src="${canary}/i.png">`,
    `<svg onload="${run}">`,
    `<svg><script>${run}</script></svg>`,
    `<svg><use href="${canary}/u.svg#x"></use></svg>`,
    `<body onload="${run}">`,
    `<iframe srcdoc="<script>parent.document.title='ran'</script>"></iframe>`,
    `<iframe src="javascript:${run}"></iframe>`,
    `<object data="${canary}/o"></object>`,
    `<embed src="${canary}/e">`,
    `<details open ontoggle="${run}">`,
    `<input autofocus onfocus="${run}">`,
    `<video><source onerror="${run}"></video>`,
    `<audio src="${canary}/a" onerror="${run}"></audio>`,
    `<marquee onstart="${run}">`,
    `<math><mtext><img src=x onerror="${run}"></mtext></math>`,
    `"><script>${run}</script>`,
    `' onmouseover='${run}`,
    `" autofocus onfocus="${run}" x="`,
    `</textarea><script>${run}</script>`,
    `</title><script>${run}</script>`,
    `<!--><script>${run}</script-->`,
    `<a href="javascript:${run}">x</a>`,
    `javascript:${run}`,
    `<form action="${canary}/f"><button autofocus>`,
    `<meta http-equiv="refresh" content="0;url=${canary}/m">`,
    `<base href="${canary}/">`,
    `<link rel=stylesheet href="${canary}/l.css">`,
    `<style>@import '${canary}/c.css';</style>`,
    `{{constructor.constructor("${run}")()}}\${${run}}`,
  ]
}

test.skipIf(!hasBrowser)(
  `no payload in a body, a header, a query or an event type runs, or makes the page leave its origin${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const canary = await startCanary()
    const all = payloads(canary.url)
    for (const [index, payload] of all.entries()) {
      const query = encodeURIComponent(payload).replaceAll("'", "%27")
      await fetch(`${inbox.url}/raw/${query}?${index}=${query}`, {
        method: "POST",
        headers: {
          // Also the event's name, and in every second a form or HTML, as its type says.
          "x-github-event": payload.replaceAll(/[^\x20-\x7e]/g, ""),
          "x-payload": payload,
          "content-type": index % 2 === 0 ? "text/html" : "application/x-www-form-urlencoded",
        },
        body:
          index % 3 === 0
            ? JSON.stringify({ [payload]: [payload, { html: payload }] })
            : `${payload}&a=${payload}`,
      })
    }
    const { page, strangers, errors } = await openInspector(browser(), inbox.relay)
    let dialogs = 0
    page.on("dialog", (dialog) => {
      dialogs += 1
      void dialog.dismiss()
    })
    await expect
      .poll(() => page.locator(".list-box").getAttribute("aria-rowcount"))
      .toBe(String(all.length + 1))
    for (const [index] of all.entries()) {
      await page.keyboard.press("j")
      await expect
        .poll(() => page.locator(".row[aria-selected=true]").getAttribute("aria-rowindex"))
        .toBe(String(index + 2))
      const id = decodeURIComponent(page.url()).split("/").at(-1)
      await page.locator(`.detail-body[aria-label="Delivery ${id}"]`).waitFor()
      for (const form of await page.locator(".detail .body-bar").first().getByRole("button").all())
        if ((await form.getAttribute("class")) === "chip") await form.click()
    }
    // One of them is edited, and two are compared, too.
    await page.keyboard.press("e")
    await page.getByRole("dialog", { name: "Edit and replay" }).getByLabel("Headers").waitFor()
    await page.keyboard.press("Escape")
    await page.keyboard.press("c")
    await page.keyboard.press("k")
    await page.keyboard.press("c")
    await page.getByRole("dialog", { name: "Compare two deliveries" }).locator(".header-pairs").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("searchbox").fill("<script>")
    expect(await page.title()).toBe("Deliveries · whk")
    expect({ dialogs, strangers, errors, seen: canary.seen }).toEqual({
      dialogs: 0,
      strangers: [],
      errors: [],
      seen: [],
    })
  },
  120_000,
)

test.skipIf(!hasBrowser)(`a page from another origin gets nothing${SKIPPED}`, async () => {
  const inbox = await startWatchedInbox()
  await inbox.send("push")
  const { page } = await openInspector(browser(), inbox.relay)
  await page.getByRole("row", { name: "push" }).waitFor()
  const other = await startCanary()
  const relay = inbox.relay.url
  const token = await page.evaluate<string>("sessionStorage.getItem('whk.inspector.token')")
  // The same profile as the page, so that whatever a browser would send along is sent along.
  const stranger = await page.context().newPage()
  await stranger.goto(other.url)
  const attempt = (path: string, init: string): Promise<string> =>
    stranger.evaluate<string>(
      `fetch("${relay}${path}", ${init}).then((r) => r.text().then((text) => r.type + text), () => "refused")`,
    )
  expect(await attempt("/v1/deliveries", "{credentials: 'include'}")).toBe("refused")
  expect(await attempt("/v1/deliveries", "{credentials: 'include', mode: 'no-cors'}")).toBe("opaque")
  expect(await attempt("/v1/changes", "{credentials: 'include'}")).toBe("refused")
  // Not even with a key that leaked: the relay lets no other origin read its answers.
  expect(await attempt("/v1/deliveries", `{headers: {authorization: "Bearer ${token}"}}`)).toBe("refused")
  expect(await attempt("/v1/inspector/codes", "{method: 'POST'}")).toBe("refused")
  // Neither framed nor opened does the page give anything away.
  await stranger.evaluate(
    `new Promise((done) => { const f = document.createElement("iframe"); f.onload = done; f.src = "${relay}/inspect"; document.body.append(f) })`,
  )
  const framed = stranger.frames().find((frame) => frame !== stranger.mainFrame())
  expect(
    await framed
      ?.locator("#page")
      .count()
      .catch(() => 0),
  ).toBe(0)
  const opened = await stranger.evaluate<string>(
    `new Promise((done) => { const w = open("${relay}/inspect"); setTimeout(() => { try { done(String(w.document.body.innerText)) } catch (error) { done(error.name) } }, 500) })`,
  )
  expect(opened).toMatch(/^(SecurityError|TypeError|)$/)
})

test.skipIf(!hasBrowser)(
  `what an app serves at the relay's own origin cannot reach the page's key${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const { page } = await openInspector(browser(), inbox.relay)
    const app = await page.context().newPage()
    await app.goto(inbox.url)
    const found = await app.evaluate<string>(
      "(() => { try { return String(sessionStorage.length) } catch (error) { return error.name } })()",
    )
    expect(found).toMatch(/^(SecurityError|0)$/)
  },
)
