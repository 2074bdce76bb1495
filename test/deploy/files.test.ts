import { execa } from "execa"
import { readFileSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/run-whk.ts"
import { hasProgram } from "./proxy.ts"

const DEPLOY = resolve(import.meta.dirname, "../../deploy")
const read = (name: string): string => readFileSync(join(DEPLOY, name), "utf8")

test("systemd takes the unit as it is", async ({ skip }) => {
  skip(!(await hasProgram("systemd-analyze", "--version")), "systemd-analyze is not installed")
  await using folder = await temporaryFolder()
  const unit = join(folder.path, "whk-relay.service")
  // Only the program has to be one that is there.
  await writeFile(unit, read("whk-relay.service").replace("/usr/bin/whk", process.execPath))
  const { all, exitCode } = await execa("systemd-analyze", ["verify", "--man=no", unit], {
    all: true,
    reject: false,
  })
  expect([exitCode, all]).toEqual([0, ""])
})

test("the unit gives the relay more time to stop than the relay gives its deliveries", () => {
  const unit = read("whk-relay.service")
  const graceSeconds = Number(/--grace (\d+)s/.exec(unit)?.[1])
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(graceSeconds + 5)
})

test("the image runs as nobody special, stops as the relay expects, and keeps its data outside", () => {
  const lines = read("Dockerfile").split("\n")
  expect(lines).toContain("USER node")
  expect(lines).toContain("STOPSIGNAL SIGTERM")
  expect(lines).toContain("VOLUME /data")
  expect(lines.filter((line) => line.startsWith("FROM ")).length).toBe(2)
  // Everything after USER runs without root.
  expect(lines.slice(lines.indexOf("USER node")).some((line) => line.startsWith("RUN"))).toBe(false)
})

test("the proxies' body limits are above the relay's own, whose answer says more", () => {
  expect(read("nginx.conf")).toContain("client_max_body_size 30m;")
  expect(read("Caddyfile")).toContain("max_size 30MB")
})
