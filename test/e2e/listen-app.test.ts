import { lstat, readFile, symlink, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { join } from "node:path"
import { expect, test } from "vitest"
import { freePort } from "../support/free-port.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

/** A GitHub handler that verifies with WHK_SECRET and ends when it is posted to /end. */
const APP = `
const { createServer } = require("node:http")
const { createHmac } = require("node:crypto")
createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  if (request.url === "/end") process.exit(3)
  if (request.url === "/hang") return console.log("hanging.")
  const digest = createHmac("sha256", process.env.WHK_SECRET).update(Buffer.concat(pieces)).digest("hex")
  response.writeHead(request.headers["x-hub-signature-256"] === "sha256=" + digest ? 200 : 401).end()
}).listen(Number(process.env.PORT), () => console.log("app " + process.pid + " is up."))
`
const PATH = { PATH: process.env["PATH"] ?? "" }

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "localhost")
    socket.once("connect", () => resolve((socket.destroy(), true)))
    socket.once("error", () => resolve(false))
  })

async function homeWithApp() {
  const home = await whkHome()
  await writeFile(join(home.path, "app.cjs"), APP)
  const port = await freePort()
  const line = `"${process.execPath}" app.cjs`
  const listen = ["listen", "--forward", String(port), "--exec", line, "--provider", "github"]
  return { home, port, listen }
}

test("--exec starts the app with the secret, is ready when it is, and stops it at the end", async () => {
  const { home, port, listen } = await homeWithApp()
  await using _ = home
  const listener = home.start(listen, { env: PATH })
  const { url } = await listener.line(ofType("ready"))
  expect(await isOpen(port)).toBe(true)
  const fired = await home.run(["trigger", "push", "--provider", "github", "--to", String(url)])
  expect([fired.exitCode, listener.lines.at(-1)]).toMatchObject([0, { type: "response", status: 200 }])
  expect(await listener.kill("SIGTERM")).toBe(143)
  expect(listener.stderr()).toMatch(/^app \d+ is up\.$/m)
  expect(await isOpen(port)).toBe(false)
})

test("a listener whose app ends by itself ends as well, and says why", async () => {
  const { home, listen } = await homeWithApp()
  await using _ = home
  const listener = home.start([...listen, "--secret", "a-secret-of-the-test"], { env: PATH })
  const { url } = await listener.line(ofType("ready"))
  await fetch(`${String(url)}/end`, { method: "POST" })
  expect(await listener.exited).toBe(5)
  expect(listener.stderr()).toContain('app.cjs\\" ended with 3.')
})

test("a second Ctrl-C waits for nothing, and leaves no app behind", async () => {
  const { home, port, listen } = await homeWithApp()
  await using _ = home
  const listener = home.start([...listen, "--secret", "a-secret-of-the-test"], { env: PATH })
  const { url } = await listener.line(ofType("ready"))
  const hanging = fetch(`${String(url)}/hang`, { method: "POST" }).catch(() => null)
  await listener.said("hanging.")
  const exited = listener.kill("SIGINT")
  await listener.said("press Ctrl-C again")
  await listener.kill("SIGINT")
  expect([await exited, await isOpen(port)]).toEqual([130, false])
  await hanging
})

test("an app that does not listen in time is stopped, and nothing is listened to", async () => {
  await using home = await whkHome()
  const flags = [
    "--forward",
    String(await freePort()),
    "--exec",
    "exec sleep 100",
    "--start-timeout",
    "200ms",
  ]
  const { exitCode, stdout, stderr } = await home.run(["listen", ...flags], { env: PATH })
  expect([exitCode, stdout]).toEqual([5, ""])
  expect(stderr).toMatch(/^error "exec sleep 100" took no connection at localhost:\d+ within 200ms\.$/m)
})

test("--write-env sets the address and the secret in a file of its owner's and leaves the rest", async () => {
  await using home = await whkHome()
  const path = join(home.path, ".env")
  await writeFile(path, "A=1\nWHK_URL=old\n", { mode: 0o644 })
  const flags = ["--write-env", ".env", "--inbox", "shop", "--provider", "github"]
  const listener = home.start(["listen", ...flags], { env: { WHK_SECRET: "it is secret" } })
  const { url } = await listener.line(ofType("ready"))
  expect(await readFile(path, "utf8")).toBe(
    `A=1\nWHK_URL=${String(url)}\nWHK_INBOX=shop\nWHK_SECRET='it is secret'\n`,
  )
  expect((await lstat(path)).mode & 0o777).toBe(0o600)
  await listener.kill("SIGTERM")
  expect(await readFile(path, "utf8")).toContain("WHK_INBOX=shop")
})

test("a .env file that is a link ends the listener, and what it leads to stays", async () => {
  await using home = await whkHome()
  await writeFile(join(home.path, "real"), "A=1\n")
  await symlink(join(home.path, "real"), join(home.path, ".env"))
  const { exitCode, stderr } = await home.run(["listen", "--write-env", ".env"])
  expect([exitCode, stderr.split("\n")[0]]).toEqual([
    2,
    `error "${join(home.path, ".env")}" (--write-env) is a symbolic link.`,
  ])
  expect(await readFile(join(home.path, "real"), "utf8")).toBe("A=1\n")
})
