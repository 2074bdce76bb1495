import { stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { beforeEach, expect, onTestFinished, test } from "vitest"
import { pathsFor } from "../../src/config/paths.ts"
import { developmentSecret, readSecret } from "../../src/config/secrets.ts"
import { createStandardInput } from "../../src/config/standard-input.ts"
import { temporaryFolder } from "../support/run-whk.ts"

let folder = ""

beforeEach(async () => {
  const temporary = await temporaryFolder()
  folder = temporary.path
  onTestFinished(() => temporary[Symbol.asyncDispose]())
})

function read(
  notation: string,
  more: { env?: Record<string, string>; input?: string } = {},
): Promise<string> {
  const stdin = createStandardInput(Readable.from([Buffer.from(more.input ?? "", "latin1")]))
  return readSecret(notation, "--secret", { env: more.env ?? {}, folder, stdin })
}

test("a literal is the secret itself, whatever it looks like", async () => {
  expect(await read(" whsec_a=b ")).toBe(" whsec_a=b ")
})

test("env:NAME is the variable's value", async () => {
  expect(await read("env:HOOK", { env: { HOOK: "from-env" } })).toBe("from-env")
})

test.each([
  ["file-1\n", "file-1"],
  ["file-2\r\n", "file-2"],
  ["file-3\n\n", "file-3\n"],
  ["file-4", "file-4"],
])("of the file %j one newline is taken off", async (content, secret) => {
  await writeFile(join(folder, "hook.secret"), content)
  expect(await read("file:hook.secret")).toBe(secret)
})

test("- is standard input without its last newline", async () => {
  expect(await read("-", { input: "from-stdin\n" })).toBe("from-stdin")
})

test("a second use of standard input is refused and names both", async () => {
  const stdin = createStandardInput(Readable.from([Buffer.from("x")]))
  await readSecret("-", "--secret", { env: {}, folder, stdin })
  await expect(stdin.read("--body")).rejects.toMatchObject({
    code: "STDIN_TWICE",
    message: "--body and --secret cannot both come from standard input.",
  })
})

test.each([
  ["env:HOOK", "SECRET_MISSING", 'The environment variable "HOOK" of --secret is not set.'],
  ["file:nowhere", "FILE_UNREADABLE", 'The secret\'s file "nowhere" does not exist.'],
  ["file:.", "FILE_UNREADABLE", 'The secret\'s file "." cannot be read.'],
  ["", "SECRET_INVALID", "The secret given with --secret is empty."],
  ["-", "SECRET_INVALID", "The secret given with --secret is empty."],
])("%j is refused with %s", async (notation, code, message) => {
  await expect(read(notation)).rejects.toMatchObject({ code, message, exitCode: 2 })
})

test("a secret that is not text is refused", async () => {
  await expect(read("-", { input: "\xff\xfe" })).rejects.toMatchObject({ code: "SECRET_INVALID" })
})

const provider = {
  id: "../odd id",
  secret: { generate: (random: Uint8Array) => Buffer.from(random).toString("hex") },
}

test("a development secret is made once, in a file of its owner alone", async () => {
  const paths = pathsFor({ WHK_HOME: folder })
  const first = await developmentSecret(provider, paths)
  const second = await developmentSecret(provider, paths)
  expect(first).toMatchObject({ made: true, secret: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(second).toMatchObject({ made: false, secret: first.secret })
  const [file, secrets] = await Promise.all([stat(first.path), stat(join(folder, "config/secrets"))])
  expect([file.mode & 0o777, secrets.mode & 0o777]).toEqual([0o600, 0o700])
})

test("commands that make the same development secret at once agree on one", async () => {
  const paths = pathsFor({ WHK_HOME: folder })
  const made = await Promise.all(Array.from({ length: 8 }, () => developmentSecret(provider, paths)))
  expect(new Set(made.map(({ secret }) => secret)).size).toBe(1)
  expect(made.filter(({ made }) => made)).toHaveLength(1)
})
