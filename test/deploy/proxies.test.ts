import { randomBytes } from "node:crypto"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Agent } from "undici"
import { expect, test } from "vitest"
import { freePort } from "../support/free-port.ts"
import { startReceiver } from "../support/receiver.ts"
import { ofType } from "../support/start-whk.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"
import { whkHome } from "../support/whk-home.ts"
import { hasProgram, type ProxyName, startProxy } from "./proxy.ts"

const VERSION_FLAG = { nginx: "-v", caddy: "version" }

/** A relay as the configuration expects it, the proxy in front, and a listener that comes through the proxy. */
async function throughProxy(name: ProxyName) {
  const home = await whkHome()
  const folder = join(home.path, name)
  const [certFile, keyFile] = [join(home.path, "cert.pem"), join(home.path, "key.pem")]
  await mkdir(folder)
  await writeFile(certFile, TEST_CERTIFICATE)
  await writeFile(keyFile, TEST_KEY)
  const port = await freePort()
  const publicUrl = `https://localhost:${port}`
  const flags = ["--trust-proxy", "loopback", "--check-source", "--public-url", publicUrl]
  const relay = home.start(["relay", "--port", "0", ...flags])
  const ready = await relay.line(ofType("ready"))
  const relayPort = Number(new URL(String(ready["url"])).port)
  const proxy = await startProxy(name, { folder, port, relayPort, certFile, keyFile })
  const app = await startReceiver(() => 200)
  const key = (await readFile(String(ready["keyFile"]), "utf8")).trim()
  const env = { NODE_EXTRA_CA_CERTS: certFile, WHK_API_KEY: key }
  const listener = home.start(["listen", "--relay", publicUrl, "--forward", app.url], { env })
  const dispatcher = new Agent({ connect: { ca: TEST_CERTIFICATE } })
  return {
    app,
    listener,
    key,
    publicUrl,
    /** Sends exactly this path; a URL would be tidied on the way. */
    async send(
      path: string,
      options: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
    ) {
      const answer = await dispatcher.request({ origin: publicUrl, path, method: "POST", ...options })
      await answer.body.dump()
      return answer.statusCode
    },
    async [Symbol.asyncDispose]() {
      await dispatcher.close()
      await proxy[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}

test.for([
  ["nginx", "deploy/nginx.conf"],
  ["caddy", "deploy/Caddyfile"],
] as const)("the relay works behind %s with %s", async ([name], { skip }) => {
  skip(!(await hasProgram(name, VERSION_FLAG[name])), `${name} is not installed`)
  await exercise(name)
})

/** The tunnel, a delivery, a large body and the API, all through the proxy. */
async function exercise(name: ProxyName): Promise<void> {
  await using way = await throughProxy(name)
  // The tunnel stands, and a probe through the public URL came back.
  const ready = await way.listener.line(ofType("ready"))
  expect([ready["probe"], String(ready["url"]).startsWith(`${way.publicUrl}/in/`)]).toEqual(["ok", true])
  const inbox = new URL(String(ready["url"])).pathname

  // What a tidy proxy would change: empty segments, dots, escapes, a query of its own kind.
  expect(await way.send(`${inbox}//x/%2Fa/../b?a&a=1&b=%20`, { body: '{"a": 1}\n' })).toBe(200)
  const large = randomBytes(2 * 1024 * 1024)
  expect(await way.send(inbox, { body: large })).toBe(200)
  const [first, second] = way.app.requests
  expect(first!.target).toBe("/hooks//x/%2Fa/../b?a&a=1&b=%20")
  expect(first!.body.toString()).toBe('{"a": 1}\n')
  expect(second!.body.equals(large)).toBe(true)

  // The API is reached from our own pages and from no others.
  const headers = { authorization: `Bearer ${way.key}` }
  expect(await way.send("/v1/endpoints", { method: "GET", headers })).toBe(200)
  const foreign = { ...headers, origin: "https://evil.example" }
  expect(await way.send("/v1/endpoints", { method: "GET", headers: foreign })).toBe(403)
}
