import { readdir } from "node:fs/promises"
import { execa } from "execa"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/run-whk.ts"

const BIN = resolve(import.meta.dirname, "../../bin/whk.js")
const STEPS = [
  "Relay started",
  "Receiver started",
  "Listener ready",
  "Endpoint registered",
  "user.created arrived",
  "Listener killed",
  "Three more published",
  "Listener started again",
]

/** `whk demo` in a process group and a temporary folder of its own, so that what it leaves behind can be seen. */
async function startDemo(...flags: readonly string[]) {
  const folder = await temporaryFolder()
  const demo = execa(process.execPath, [BIN, "demo", ...flags], {
    env: { PATH: process.env["PATH"] ?? "", TMPDIR: folder.path },
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    detached: true,
  })
  return {
    demo,
    leftBehind: async () => {
      const files = await readdir(folder.path)
      await folder[Symbol.asyncDispose]()
      return { files, processes: isGroupAlive(demo.pid!) }
    },
  }
}

function isGroupAlive(pid: number): boolean {
  try {
    return process.kill(-pid, 0)
  } catch {
    return false
  }
}

test("whk demo shows the whole loop, says what to type next, and leaves nothing behind", async () => {
  const { demo, leftBehind } = await startDemo()
  const { exitCode, stdout, stderr, durationMs } = await demo
  expect([exitCode, stderr]).toEqual([0, ""])
  expect([...stdout.matchAll(/^✔ (.+?) {2}/gm)].map(([, what]) => what)).toEqual(STEPS)
  expect(stdout).toContain("signature verified, answered 200")
  expect(stdout).toContain("all three arrived, each signature verified, none lost")
  expect(stdout).toMatch(/Next.+:\n {2}whk trigger user\.created --to localhost:3000/)
  expect(durationMs).toBeLessThan(30_000)
  expect(await leftBehind()).toEqual({ files: [], processes: false })
})

test("whk demo --json tells each step as one line of JSON", async () => {
  const { demo, leftBehind } = await startDemo("--json")
  const { exitCode, stdout } = await demo
  expect(exitCode).toBe(0)
  expect(stdout.split("\n").map((line) => JSON.parse(line))).toEqual(
    STEPS.map((what) => ({ type: "step", what, detail: expect.any(String), elapsedMs: expect.any(Number) })),
  )
  expect(await leftBehind()).toEqual({ files: [], processes: false })
})

test("whk demo stopped in the middle ends with 143 and takes its parts with it", async () => {
  const { demo, leftBehind } = await startDemo("--json")
  for await (const line of demo.iterable()) if (line.includes("Listener ready")) demo.kill("SIGTERM")
  expect((await demo).exitCode).toBe(143)
  expect(await leftBehind()).toEqual({ files: [], processes: false })
})
