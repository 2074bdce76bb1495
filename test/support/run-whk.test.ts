import { expect, test } from "vitest"
import { runWhk } from "./run-whk.ts"

test("a child process of the program answers with its output and exit code", async () => {
  const { exitCode, stdout, stderr } = await runWhk(["--version"])
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: "",
  })
})

test("a command line that does not fit exits 2 with one line and one hint", async () => {
  const { exitCode, stdout, stderr } = await runWhk(["providers", "--nope"])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" })
  expect(stderr).toBe(
    "error Unknown option '--nope'.\n  → Run `whk providers --help` to see how it is used.\n",
  )
})
