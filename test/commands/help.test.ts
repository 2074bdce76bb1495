import { expect, test } from "vitest"
import { runWhk } from "../support/run-whk.ts"

test.each(["providers", "events", "payload", "sign", "secret", "trigger", "verify"])(
  "the help of %s is as published, with examples",
  async (command) => {
    const { stdout, exitCode } = await runWhk([command, "--help"], { env: { COLUMNS: "100" } })
    expect(exitCode).toBe(0)
    expect(stdout.match(/\n {2}.*whk /g)!.length).toBeGreaterThanOrEqual(2)
    expect(stdout).toMatchSnapshot()
  },
)
