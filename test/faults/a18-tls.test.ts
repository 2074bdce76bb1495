import { copyFile } from "node:fs/promises"
import { createServer } from "node:https"
import { join } from "node:path"
import { connect, type TLSSocket } from "node:tls"
import { expect, test } from "vitest"
import { listenOn } from "../../src/relay/listen-on.ts"
import { createSender } from "../../src/sender/send.ts"
import { ofType } from "../support/start-whk.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { whkHome, type WhkHome } from "../support/whk-home.ts"
import { figures } from "./support/figures.ts"
import { handshake, hasOpenssl, makeCertificate } from "./support/openssl.ts"

const withOpenssl = test.skipIf(!(await hasOpenssl()))
const TLS_FLAGS = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"]

/** A home with a pair under the names of TLS_FLAGS. */
async function homeWithPair(): Promise<WhkHome> {
  const home = await whkHome()
  await usePair(home, "first")
  return home
}

async function usePair(home: WhkHome, name: string): Promise<void> {
  const { certFile, keyFile } = await makeCertificate(home.path, { name })
  await copyFile(certFile, join(home.path, "cert.pem"))
  await copyFile(keyFile, join(home.path, "key.pem"))
}

/** A connection that stays open, and whose certificate it was given. */
async function openConnection(port: number): Promise<{ socket: TLSSocket; fingerprint: string }> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false })
  await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject))
  return { socket, fingerprint: socket.getPeerCertificate().fingerprint256 }
}

async function healthOver(socket: TLSSocket, port: number): Promise<string> {
  socket.write(`GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
  const chunk = await new Promise<Buffer>((resolve, reject) =>
    socket.once("data", resolve).once("close", () => reject(new Error("the connection was dropped"))),
  )
  return chunk.toString().slice(0, "HTTP/1.1 200".length)
}

withOpenssl("A18: a client that knows only TLS 1.0 or 1.1 gets no connection", async ({ task }) => {
  await using home = await homeWithPair()
  const relay = home.start(["relay", "--port", "0", ...TLS_FLAGS])
  const port = Number(new URL(String((await relay.line(ofType("ready")))["url"])).port)
  const [one, oneOne, oneTwo, oneThree] = await Promise.all([
    handshake(port, "tls1"),
    handshake(port, "tls1_1"),
    handshake(port, "tls1_2"),
    handshake(port, "tls1_3"),
  ])
  expect([one.isDone, oneOne.isDone, oneTwo.isDone, oneThree.isDone]).toEqual([false, false, true, true])
  expect(one.said + oneOne.said).toMatch(/alert protocol version/)
  figures(task, { refused: "TLS 1.0, 1.1", taken: "TLS 1.2, 1.3" })
})

withOpenssl("A18: a key that is not the certificate's starts nothing", async () => {
  await using home = await homeWithPair()
  const other = await makeCertificate(home.path, { name: "other" })
  await copyFile(other.keyFile, join(home.path, "key.pem"))
  const { exitCode, stdout, stderr } = await home.run(["relay", "--port", "0", ...TLS_FLAGS])
  expect([exitCode, stdout]).toEqual([2, ""])
  expect(stderr).toContain('error "cert.pem" and "key.pem" are not a certificate and its key.\n')
})

withOpenssl(
  "A18: SIGHUP gives new connections the new certificate and drops none that stands",
  async ({ task }) => {
    await using home = await homeWithPair()
    const relay = home.start(["relay", "--port", "0", ...TLS_FLAGS])
    const port = Number(new URL(String((await relay.line(ofType("ready")))["url"])).port)
    const listener = home.start(["listen"])
    await listener.line(ofType("ready"))
    const before = await openConnection(port)
    await usePair(home, "second")
    process.kill(relay.pid, "SIGHUP")
    await relay.said("The certificate was read again.")
    const after = await openConnection(port)
    expect(after.fingerprint).not.toBe(before.fingerprint)
    expect(await healthOver(before.socket, port)).toBe("HTTP/1.1 200")

    const other = await makeCertificate(home.path, { name: "other" })
    await copyFile(other.keyFile, join(home.path, "key.pem"))
    process.kill(relay.pid, "SIGHUP")
    await relay.said("The certificate stays the old one")
    const last = await openConnection(port)
    expect(last.fingerprint).toBe(after.fingerprint)
    expect(await Promise.all([before, after, last].map(({ socket }) => healthOver(socket, port)))).toEqual(
      Array(3).fill("HTTP/1.1 200"),
    )
    expect(listener.lines.filter(({ type }) => type === "reconnecting")).toEqual([])
    for (const { socket } of [before, after, last]) socket.destroy()
    figures(task, { reloads: 2, "connections dropped": 0 })
  },
)

withOpenssl("A18: a target whose certificate has run out is sent nothing", async () => {
  await using folder = await temporaryFolder()
  const { cert, key } = await makeCertificate(folder.path, { name: "expired", days: -1 })
  let requests = 0
  const server = createServer({ cert, key }, (_, response) => {
    requests += 1
    response.end()
  })
  const port = await listenOn(server, 0, "127.0.0.1")
  const sender = createSender({ policy: { allowPrivate: true }, tls: { cacert: cert } })
  const { attempt, connected } = await sender.send({
    url: `https://localhost:${port}/`,
    method: "POST",
    headers: [],
    body: new Uint8Array(),
    timeoutMs: 5000,
  })
  expect(attempt).toMatchObject({ outcome: "tls", detail: "certificate has expired" })
  expect([requests, connected]).toEqual([0, false])
  await sender.close()
  server.close()
})
