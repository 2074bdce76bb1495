import { execFileSync, spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { build } from "esbuild"
import { afterEach, beforeEach, expect, test } from "vitest"
import {
  readOrMakePrivateFile,
  readPrivateFile,
  repairs,
  writePrivateFile,
} from "../../src/files/private-file.ts"

let folder: string
let umask: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whk-files-"))
  umask = process.umask()
})
afterEach(() => {
  process.umask(umask)
  rmSync(folder, { recursive: true })
})

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

/** What `repairs` was told while this ran. */
function toldWhile(work: () => void): string[] {
  const told: string[] = []
  const hear = (sentence: unknown): void => void told.push(String(sentence))
  repairs.subscribe(hear)
  try {
    work()
  } finally {
    repairs.unsubscribe(hear)
  }
  return told
}

// A umask is the process's, which a worker thread may not set; so a child writes.
test("under a umask that grants everything a file is still 0600, in folders of 0700", async () => {
  const program = await bundle(`writePrivateFile(process.argv[2], "secret")`)
  const path = join(folder, "a", "b", "keys.json")
  execFileSync("sh", ["-c", 'umask 000; exec "$0" "$@"', process.execPath, program, path])
  expect([path, join(folder, "a", "b"), join(folder, "a")].map(modeOf)).toEqual(["600", "700", "700"])
})

test("a folder that was there keeps its mode", () => {
  const shared = join(folder, "shared")
  mkdirSync(shared, { mode: 0o755 })
  writePrivateFile(join(shared, "ready.json"), "{}")
  expect(modeOf(shared)).toBe("755")
})

test("a symbolic link is not followed when it is read", () => {
  writeFileSync(join(folder, "elsewhere"), "not yours", { mode: 0o600 })
  const link = join(folder, "link")
  symlinkSync(join(folder, "elsewhere"), link)
  expect(() => readPrivateFile(link)).toThrow(`"${link}" is a symbolic link, which is not followed.`)
  expect(() => readOrMakePrivateFile(link, () => "mine")).toThrow("is a symbolic link")
})

test("a symbolic link is replaced when it is written, and what it led to stays as it was", () => {
  const victim = join(folder, "victim")
  writeFileSync(victim, "before")
  symlinkSync(victim, join(folder, "link"))
  writePrivateFile(join(folder, "link"), "secret")
  expect(readFileSync(victim, "utf8")).toBe("before")
  expect(readPrivateFile(join(folder, "link"))).toBe("secret")
})

test("a link that leads nowhere makes no file where it points", () => {
  symlinkSync(join(folder, "nowhere"), join(folder, "link"))
  expect(() => readOrMakePrivateFile(join(folder, "link"), () => "mine")).toThrow("is a symbolic link")
  expect(readdirSync(folder)).toEqual(["link"])
})

test("a file of the user's own that others could read is made private, and that is told", () => {
  const path = join(folder, "keys.json")
  writeFileSync(path, "{}")
  chmodSync(path, 0o664)
  expect(toldWhile(() => readPrivateFile(path))).toEqual([
    `"${path}" could be read by others on this machine; now only its owner can.`,
  ])
  expect(modeOf(path)).toBe("600")
  expect(toldWhile(() => readPrivateFile(path))).toEqual([])
})

test("a pipe or a folder in the file's place is refused at once", () => {
  execFileSync("sh", ["-c", 'mkfifo "$0"', join(folder, "pipe")])
  expect(() => readPrivateFile(join(folder, "pipe"))).toThrow("is not a file")
  expect(() => readPrivateFile(folder)).toThrow("is not a file")
})

test("a file that is not there reads as undefined", () => {
  expect(readPrivateFile(join(folder, "none"))).toBeUndefined()
})

test("what is made first stays, and who comes later gets it", () => {
  const path = join(folder, "made")
  expect(readOrMakePrivateFile(path, () => "first")).toEqual({ text: "first", made: true })
  expect(readOrMakePrivateFile(path, () => "second")).toEqual({ text: "first", made: false })
  expect(readdirSync(folder)).toEqual(["made"])
})

test("a writer killed again and again never leaves half a file", async () => {
  const program = await bundle(`
    for (let round = 0; ; round += 1) {
      writePrivateFile(process.argv[2], String(round % 10).repeat(300_000))
      if (round === 3) process.stdout.write("writing")
    }`)
  const path = join(folder, "settings.json")
  for (let kill = 0; kill < 5; kill += 1) {
    const writer = spawn(process.execPath, [program, path], { stdio: ["ignore", "pipe", "inherit"] })
    await once(writer.stdout, "data")
    writer.kill("SIGKILL")
    await once(writer, "exit")
    expect(readPrivateFile(path)).toMatch(/^(\d)\1{299999}$/)
  }
})

/** A program of these lines with the writer at hand. */
async function bundle(lines: string): Promise<string> {
  const outfile = join(folder, `program-${randomUUID()}.mjs`)
  await build({
    stdin: {
      resolveDir: resolve(import.meta.dirname, "../../src/files"),
      contents: `import { writePrivateFile } from "./private-file.ts"\n${lines}`,
    },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
  })
  return outfile
}

test("what a writer left that was killed in the middle goes with the next write, and nobody else's does", () => {
  const path = join(folder, "keys.json")
  const hoursAgo = (hours: number): number => Date.now() / 1000 - hours * 3600
  for (const [name, hours] of [
    ["keys.json.0123456789ab.draft", 2],
    ["keys.json.ba9876543210.draft", 0.5],
    ["other.json.0123456789ab.draft", 2],
    ["keys.json.backup.draft", 2],
  ] as const) {
    writeFileSync(join(folder, name), "secret")
    utimesSync(join(folder, name), hoursAgo(hours), hoursAgo(hours))
  }
  writePrivateFile(path, "{}")
  expect(readdirSync(folder).toSorted()).toEqual([
    "keys.json",
    "keys.json.ba9876543210.draft",
    "keys.json.backup.draft",
    "other.json.0123456789ab.draft",
  ])
})
