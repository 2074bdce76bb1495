import { readFileSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { join } from "node:path"
import { expect, test } from "vitest"
import { CHECK_SECRET, checkedHandler, checkGithub } from "../../support/checked-handler.ts"
import { freePort } from "../../support/free-port.ts"
import { temporaryFolder } from "../../support/run-whk.ts"
import { whkHome } from "../../support/whk-home.ts"

/** A GitHub handler that says its process id, and does as its arguments tell. */
const APP = `
const { createServer } = require("node:http")
const { createHmac } = require("node:crypto")
const { spawn } = require("node:child_process")
const [how = "", name = "WHK_SECRET"] = process.argv.slice(2)
console.log("pid=" + process.pid + ".")
if (how === "exit") process.exit(7)
if (how === "stubborn") process.on("SIGTERM", () => {})
if (how === "parent") spawn(process.execPath, [__filename, "stubborn"], { stdio: "inherit" })
else createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  if (how === "hang") return
  const digest = createHmac("sha256", process.env[name]).update(Buffer.concat(pieces)).digest("hex")
  response.writeHead(request.headers["x-hub-signature-256"] === "sha256=" + digest ? 200 : 401).end()
}).listen(Number(process.env.PORT))
setInterval(() => {}, 1000)
`

async function appFolder() {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, "app.cjs"), APP)
  return folder
}

const command = (...args: readonly string[]): string => [`"${process.execPath}" app.cjs`, ...args].join(" ")

const pidsIn = (text: string): number[] => [...text.matchAll(/pid=(\d+)\./g)].map(([, pid]) => Number(pid))

/** A process that has ended may still have an entry until its parent takes notice, which in a container may be never. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return (
      process.platform !== "linux" || !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
    )
  } catch {
    return false
  }
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "localhost")
    socket.once("connect", () => resolve((socket.destroy(), true)))
    socket.once("error", () => resolve(false))
  })

test.each([
  ["an app", 1, command()],
  ["an app that ignores SIGTERM", 1, command("stubborn")],
  ["an app whose child serves and ignores SIGTERM", 2, `${command("parent")}; true`],
  ["an app that takes its secret from a variable of its own", 1, command("plain", "HOOK_SECRET")],
])("--exec starts %s, waits for it, and leaves none of its %i processes behind", async (_, count, line) => {
  await using folder = await appFolder()
  const port = await freePort()
  const args = ["--exec", line, "--case", "genuine", "secret-wrong"]
  const named = line.includes("HOOK_SECRET") ? ["--secret-env", "HOOK_SECRET"] : []
  const result = await checkGithub(`localhost:${port}`, [...args, ...named], { cwd: folder.path })
  expect(result).toMatchObject({ exitCode: 0, stdout: "2 passed, 0 failed, 0 skipped\n" })
  expect(pidsIn(result.stderr)).toHaveLength(count)
  expect(pidsIn(result.stderr).filter(isRunning)).toEqual([])
  expect(await isOpen(port)).toBe(false)
})

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("after %s whk exits %i and the app is gone", async (signal, code) => {
  await using folder = await appFolder()
  await using home = await whkHome()
  const port = await freePort()
  const line = `${command("parent")} & ${command("hang")}; true`
  const whk = home.start(
    ["check", `localhost:${port}`, "--provider", "github", "--secret", CHECK_SECRET, "--exec", line],
    { cwd: folder.path, asText: true, env: { PATH: process.env["PATH"] ?? "" } },
  )
  await whk.said("pid=")
  expect(await whk.kill(signal)).toBe(code)
  expect(pidsIn(whk.stderr()).length).toBeGreaterThan(0)
  expect(pidsIn(whk.stderr()).filter(isRunning)).toEqual([])
})

test("an app that ends before it listens is named, and whk exits 5", async () => {
  await using folder = await appFolder()
  const args = ["--exec", command("exit")]
  const { exitCode, stderr } = await checkGithub(`localhost:${await freePort()}`, args, { cwd: folder.path })
  expect(exitCode).toBe(5)
  expect(stderr).toMatch(/" ended with 7 before it took a connection at localhost:\d+\./)
})

test("an app that never listens is waited for as long as was said, named and stopped", async () => {
  await using folder = await appFolder()
  const args = ["--exec", `echo "pid=$$."; exec sleep 100`, "--start-timeout", "300ms"]
  const { exitCode, stderr } = await checkGithub(`localhost:${await freePort()}`, args, { cwd: folder.path })
  expect(exitCode).toBe(5)
  expect(stderr).toMatch(/sleep 100" took no connection at localhost:\d+ within 300ms\./)
  expect(pidsIn(stderr)).toHaveLength(1)
  expect(pidsIn(stderr).filter(isRunning)).toEqual([])
})

test("an app is not started where somebody else listens already, who would be checked in its place", async () => {
  await using folder = await appFolder()
  await using other = await checkedHandler()
  const result = await checkGithub(other.url, ["--exec", command()], { cwd: folder.path })
  expect(result.exitCode).toBe(5)
  expect(result.stderr).toContain("somebody listens there already")
  expect(pidsIn(result.stderr)).toEqual([])
  expect(other.received).toEqual([])
})
