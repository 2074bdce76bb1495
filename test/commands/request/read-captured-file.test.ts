import { mkdir, symlink, writeFile } from "node:fs/promises"
import { Readable } from "node:stream"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readCaptures } from "../../../src/capture/read-captures.ts"
import type { Context } from "../../../src/commands/context.ts"
import { openCaptures } from "../../../src/commands/request/read-input.ts"
import { createStandardInput } from "../../../src/config/standard-input.ts"
import { readCapturedFile } from "../../../src/commands/request/read-captured-file.ts"
import { temporaryFolder } from "../../support/run-whk.ts"

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let cwd: string

beforeAll(async () => {
  folder = await temporaryFolder()
  cwd = join(folder.path, "work")
  for (const path of ["work/sub", "work/.ssh", "captures"])
    await mkdir(join(folder.path, path), { recursive: true })
  for (const path of ["secret", "work/body", "work/sub/body", "work/.env", "work/.ssh/id", "captures/body"])
    await writeFile(join(folder.path, path), path)
  await symlink(join(folder.path, "secret"), join(cwd, "link"))
  await symlink(folder.path, join(cwd, "up"))
  await symlink(join(cwd, ".env"), join(cwd, "env"))
  await symlink(join(cwd, "sub/body"), join(cwd, "inner"))
  await symlink(cwd, join(folder.path, "linked-work"))
})

afterAll(() => folder[Symbol.asyncDispose]())

const read = async (path: string): Promise<string> =>
  Buffer.from(await readCapturedFile(path, cwd)).toString()

test.each([
  ["body", "work/body"],
  ["./sub/../sub/body", "work/sub/body"],
  ["inner", "work/sub/body"],
])("%s lies below the working folder and is read", async (path, content) => {
  expect(await read(path)).toBe(content)
})

test("a working folder may itself be reached through a link", async () => {
  const body = await readCapturedFile("body", join(folder.path, "linked-work"))
  expect(Buffer.from(body).toString()).toBe("work/body")
})

test.each([
  ["../secret"],
  ["/etc/hostname"],
  ["link"],
  ["up/secret"],
  ["../captures/body"],
  ["../no-such-file"],
])("%s lies outside and is not read", async (path) => {
  await expect(read(path)).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    exitCode: 2,
    message: `The file "${path}" lies outside the working folder.`,
    hint: expect.stringContaining("copy the file into the working folder"),
  })
})

test.each([[".env"], [".ssh/id"], ["env"]])("%s is hidden and is not read", async (path) => {
  await expect(read(path)).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    message: `The file "${path}" is hidden, and a capture cannot name it.`,
    hint: expect.stringContaining("without a leading dot"),
  })
})

test.each([
  ["none", 'The file "none" does not exist.'],
  ["sub", '"sub" is not a file.'],
])("%s is there as no file to read", async (path, message) => {
  await expect(read(path)).rejects.toMatchObject({ code: "FILE_UNREADABLE", message })
})

test.each([
  ["-d @../secret", "--data"],
  ["--data-binary @../secret", "--data-binary"],
  ["--json @../secret", "--json"],
  ["--data-urlencode a@../secret", "--data-urlencode"],
  ["-H @../secret", "-H"],
  ["-d @- < ../secret", "<"],
])("a command with %s is told which option asks for what", async (options, option) => {
  const bytes = (async function* () {
    yield await Promise.resolve(Buffer.from(`curl https://h/ ${options}`))
  })()
  const captures = readCaptures({
    place: '"evil.sh"',
    bytes,
    readFile: (path) => readCapturedFile(path, cwd),
  })
  await expect(captures.next()).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    message: `The file "../secret" lies outside the working folder: see ${option} on line 1 of "evil.sh".`,
    hint: expect.stringContaining("A capture may come from anybody"),
  })
})

test.each([
  ["-F a=@body", "--form"],
  ["-T body", "--upload-file"],
  ["-K body", "--config"],
])("a command with %s is refused without reading the file", async (options, option) => {
  const bytes = (async function* () {
    yield await Promise.resolve(Buffer.from(`curl https://h/ ${options}`))
  })()
  const readFile = (): Promise<Uint8Array> => Promise.reject(new Error("read"))
  await expect(readCaptures({ place: '"evil.sh"', bytes, readFile }).next()).rejects.toMatchObject({
    code: "CAPTURE_INVALID",
    message: expect.stringContaining(`${option} on line 1 of "evil.sh"`),
  })
})

test("a file of cookies is not read, for its cookies go to nobody", async () => {
  const bytes = (async function* () {
    yield await Promise.resolve(Buffer.from("curl https://h/ -b body -c jar"))
  })()
  const readFile = (): Promise<Uint8Array> => Promise.reject(new Error("read"))
  const { value } = await readCaptures({ place: '"evil.sh"', bytes, readFile }).next()
  expect(value).toMatchObject({ capture: { headers: [] } })
})

test.each([["a capture file"], ["standard input"]])("%s names no file outside", async (from) => {
  const command = Buffer.from("curl https://h/ --data-binary @../secret")
  await writeFile(join(cwd, "evil.sh"), command)
  const stdin = Readable.from([command])
  const context = { cwd, stop: new AbortController().signal, stdin } as unknown as Context
  const file = from === "standard input" ? "-" : "evil.sh"
  const captures = await openCaptures(context, file, createStandardInput(stdin))
  await expect(captures[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    message: expect.stringContaining('"../secret" lies outside the working folder'),
  })
})
