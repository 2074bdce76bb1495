import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { rawRequest } from "../../faults/support/raw-requests.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { temporaryFolder } from "../../support/run-whk.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"

const HTML = `<!doctype html><html><head><meta charset="utf-8">
<script type="module" crossorigin src="/inspect/assets/index-1.js" nonce="left by the build"></script>
<link rel="stylesheet" crossorigin href="/inspect/assets/index-1.css"></head><body></body></html>`

/** A relay with a page as the build writes it; `html` null: with none. */
async function startWithPage(html: string | null = HTML): Promise<TestRelay> {
  const folder = await temporaryFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  await mkdir(join(folder.path, "assets"))
  await writeFile(join(folder.path, "assets", "index-1.js"), "document.title = 'runs'")
  await writeFile(join(folder.path, "assets", "index-1.css"), "body{color:teal}")
  await writeFile(join(folder.path, "assets", "index-1.js.map"), "{}")
  await writeFile(join(folder.path, "secret.txt"), "outside of assets")
  if (html !== null) await writeFile(join(folder.path, "index.html"), html)
  const relay = await startTestRelay({ inspectorFolder: folder.path })
  onTestFinished(() => relay[Symbol.asyncDispose]())
  return relay
}

async function get(relay: TestRelay, path: string, init: RequestInit = {}) {
  const response = await fetch(`${relay.url}${path}`, init)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test("the page names one nonce in its policy and on its script and its stylesheet, another one each time", async () => {
  const relay = await startWithPage()
  const [first, second] = [await get(relay, "/inspect"), await get(relay, "/inspect/")]
  const policy = first.headers.get("content-security-policy") ?? ""
  const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1]
  expect(policy).toBe(
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; ` +
      `img-src 'self' data:; font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ` +
      `require-trusted-types-for 'script'; trusted-types 'none'`,
  )
  expect(first.text).toContain(
    `<script nonce="${nonce}" type="module" crossorigin src="/inspect/assets/index-1.js"></script>`,
  )
  expect(first.text).toContain(`<link nonce="${nonce}" rel="stylesheet" crossorigin href=`)
  expect(first.text.replaceAll(` nonce="${nonce}"`, "")).toBe(HTML.replace(' nonce="left by the build"', ""))
  expect(second.headers.get("content-security-policy")).not.toBe(policy)
})

test("the page is never kept, its assets for ever, and both are guarded in the browser", async () => {
  const relay = await startWithPage()
  const [page, script, style] = [
    await get(relay, "/inspect"),
    await get(relay, "/inspect/assets/index-1.js"),
    await get(relay, "/inspect/assets/index-1.css"),
  ]
  expect([page, script, style].map(({ status, headers }) => [status, headers.get("content-type")])).toEqual([
    [200, "text/html; charset=utf-8"],
    [200, "text/javascript; charset=utf-8"],
    [200, "text/css; charset=utf-8"],
  ])
  expect([page, script].map(({ headers }) => headers.get("cache-control"))).toEqual([
    "no-store",
    "public, max-age=31536000, immutable",
  ])
  for (const { headers } of [page, script, style])
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    })
  expect(script.text).toBe("document.title = 'runs'")
})

test.each([
  "/inspect/secret.txt",
  "/inspect/assets/../secret.txt",
  "/inspect/assets/%2e%2e/secret.txt",
  "/inspect/assets/index-1.js.map",
  "/inspect/assets/",
  "/inspect/index.html",
  "/inspect/assets/constructor",
])("nothing but the page and its assets is there: %s", async (path) => {
  const relay = await startWithPage()
  const { status } = await rawRequest(relay.relay.port, `GET ${path} HTTP/1.1`, [
    `Host: 127.0.0.1:${relay.relay.port}`,
  ])
  expect(status).toBe(404)
})

test("HEAD is answered without the page, and anything else is refused", async () => {
  const relay = await startWithPage()
  const head = await get(relay, "/inspect", { method: "HEAD" })
  const post = await get(relay, "/inspect", { method: "POST", body: "x" })
  expect([head.status, head.text]).toEqual([200, ""])
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"])
})

test("a relay whose page was not built says so in words", async () => {
  const relay = await startWithPage(null)
  const { status, text, headers } = await get(relay, "/inspect")
  expect(status).toBe(503)
  expect(text).toBe("whk: the inspector is not built here; `npm run build` builds it\n")
  expect(headers.get("content-type")).toBe("text/plain; charset=utf-8")
})

const VISIT = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }

test.each([
  ["a link on another site leads to the page", "GET /inspect", VISIT, 200],
  ["a frame of another site", "GET /inspect", { ...VISIT, "sec-fetch-dest": "iframe" }, 403],
  ["a script of another site", "GET /inspect", { ...VISIT, "sec-fetch-mode": "no-cors" }, 403],
  ["another site's request with its origin", "GET /inspect", { ...VISIT, origin: "https://evil.com" }, 403],
  ["a form of another site", "POST /inspect", VISIT, 403],
  ["a link to more than the page", "GET /inspect?x=1", VISIT, 403],
  ["a link to an asset", "GET /inspect/assets/index-1.js", VISIT, 403],
  ["a link to the API", "GET /v1/stats", VISIT, 403],
  ["a name that is not the relay's", "GET /inspect", { ...VISIT, host: "evil.com" }, 421],
])("%s", async (_, line, headers, expected) => {
  const relay = await startWithPage()
  const { port } = relay.relay
  const all = { host: `127.0.0.1:${port}`, ...headers }
  const { status } = await rawRequest(
    port,
    `${line} HTTP/1.1`,
    Object.entries(all).map(([name, value]) => `${name}: ${value}`),
  )
  expect(status).toBe(expected)
})

test("a listener is told the inspector's address, which carries no key", async () => {
  const relay = await startWithPage()
  const listener = await connectListener(relay)
  const { info } = await listener.frame("welcome")
  expect(info.inspector).toBe(`${relay.url}/inspect`)
})

test("a session of the inspector opens neither a tunnel nor the metrics", async () => {
  const relay = await startWithPage()
  const code = await relay.api("POST", "/v1/inspector/codes")
  const { code: text } = code.json as { readonly code: string }
  const opened = await fetch(`${relay.url}/v1/inspector/sessions`, {
    method: "POST",
    body: JSON.stringify({ code: text }),
  })
  const { token } = (await opened.json()) as { readonly token: string }
  const authorization = { authorization: `Bearer ${token}` }
  expect((await get(relay, "/v1/stats", { headers: authorization })).status).toBe(200)
  expect((await get(relay, "/metrics", { headers: authorization })).status).toBe(401)
  expect((await get(relay, "/api/v1/webhooks", { headers: authorization })).status).toBe(401)
  await expect(connectListener({ ...relay, key: token })).rejects.toThrow("401")
})
