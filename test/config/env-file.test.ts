import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { execa } from "execa"
import fc from "fast-check"
import { expect, test } from "vitest"
import { writeEnvFile } from "../../src/config/env-file.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const VALUES = { WHK_URL: "http://127.0.0.1:4400/in/abc", WHK_INBOX: "shop" }

test.each([
  ["a file that is not there", undefined, "WHK_URL=http://127.0.0.1:4400/in/abc\nWHK_INBOX=shop\n"],
  ["an empty file", "", "WHK_URL=http://127.0.0.1:4400/in/abc\nWHK_INBOX=shop\n"],
  [
    "other lines, which stay",
    "# mine\n\nA=1\n  B = 'x y'\nWHK_URLS=kept",
    "# mine\n\nA=1\n  B = 'x y'\nWHK_URLS=kept\nWHK_URL=http://127.0.0.1:4400/in/abc\nWHK_INBOX=shop\n",
  ],
  [
    "its own lines, which are renewed in place",
    'A=1\nexport WHK_URL="old" # c\nWHK_INBOX=\nB=2\n',
    "A=1\nexport WHK_URL=http://127.0.0.1:4400/in/abc\nWHK_INBOX=shop\nB=2\n",
  ],
  [
    "lines of Windows",
    "A=1\r\nWHK_INBOX=old\r\n",
    "A=1\r\nWHK_INBOX=shop\r\nWHK_URL=http://127.0.0.1:4400/in/abc\r\n",
  ],
  [
    "lines that are set aside",
    "#WHK_INBOX=x\nWHK_URL=1\nWHK_INBOX=2\n",
    "#WHK_INBOX=x\nWHK_URL=http://127.0.0.1:4400/in/abc\nWHK_INBOX=shop\n",
  ],
])("of %s it makes what is expected", async (_, before, after) => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, ".env")
  if (before !== undefined) await writeFile(path, before)
  expect(await writeEnvFile(path, VALUES)).toEqual([])
  expect(await readFile(path, "utf8")).toBe(after)
  // A second time nothing changes.
  await writeEnvFile(path, VALUES)
  expect(await readFile(path, "utf8")).toBe(after)
})

test("bytes that are no UTF-8 stay as they are", async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, ".env")
  const before = Buffer.from([0x41, 0x3d, 0xff, 0xfe, 0xc3, 0x0a])
  await writeFile(path, before)
  await writeEnvFile(path, { WHK_INBOX: "é" })
  const after = await readFile(path)
  expect(after.subarray(0, before.length).equals(before)).toBe(true)
  expect(after.subarray(before.length).toString()).toBe("WHK_INBOX='é'\n")
})

test("only its owner can read it, and no draft is left", async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, ".env")
  await writeFile(path, "A=1\n")
  await chmod(path, 0o644)
  await writeEnvFile(path, VALUES)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder.path)).toEqual([".env"])
})

test("a symbolic link is not followed, and what it leads to is not touched", async () => {
  await using folder = await temporaryFolder()
  const [real, link] = [join(folder.path, "real"), join(folder.path, ".env")]
  await writeFile(real, "A=1\n")
  await symlink(real, link)
  await expect(writeEnvFile(link, VALUES)).rejects.toMatchObject({
    code: "FILE_UNWRITABLE",
    message: `"${link}" (--write-env) is a symbolic link.`,
  })
  expect(await readFile(real, "utf8")).toBe("A=1\n")
})

test("a folder is no file", async () => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, ".env"))
  await expect(writeEnvFile(join(folder.path, ".env"), VALUES)).rejects.toMatchObject({
    code: "FILE_UNWRITABLE",
  })
})

const PEM = "-----BEGIN PUBLIC KEY-----\nMCow+/=\n-----END PUBLIC KEY-----"

/** What Node's --env-file makes of a file. */
async function readByNode(path: string): Promise<unknown> {
  const script = "process.stdout.write(JSON.stringify(process.env.WHK_SECRET ?? null))"
  const { stdout } = await execa(process.execPath, [`--env-file=${path}`, "-e", script], {
    env: {},
    extendEnv: false,
  })
  return JSON.parse(stdout)
}

test.each(["whsec_abc+/=", "a b#c", 'say "hi" $HOME `id` \\n', "é ü", PEM, "#x", " lead"])(
  "the secret %j is read back by Node as it is",
  async (secret) => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, ".env")
    expect(await writeEnvFile(path, { WHK_SECRET: secret })).toEqual([])
    expect(await readByNode(path)).toBe(secret)
  },
)

test("a value that no .env file holds is left out and named", async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, ".env")
  expect(await writeEnvFile(path, { WHK_SECRET: 'it\'s "$x"', ...VALUES })).toEqual(["WHK_SECRET"])
  expect(await readFile(path, "utf8")).toBe("WHK_URL=http://127.0.0.1:4400/in/abc\nWHK_INBOX=shop\n")
})

test("whatever the file holds, no line of another name changes", async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, ".env")
  const line = fc.oneof(
    fc.string({ unit: "binary-ascii" }).map((text) => text.replaceAll(/[\r\n]/g, "")),
    fc.constantFrom("WHK_URL=a", "export WHK_INBOX = b", "X=WHK_URL=c", "WHK_URL", "A='$&'"),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line), async (lines) => {
      await writeFile(path, lines.join("\n"), "latin1")
      await writeEnvFile(path, VALUES)
      const after = (await readFile(path, "latin1")).split("\n")
      const isOwn = (text: string): boolean => /^[ \t]*(export[ \t]+)?WHK_(URL|INBOX)[ \t]*=/.test(text)
      const others = lines.filter((text) => !isOwn(text))
      expect(after.filter((text) => !isOwn(text) && text !== "")).toEqual(
        others.filter((text) => text !== ""),
      )
      expect(after.some((text) => text.endsWith(VALUES.WHK_URL))).toBe(true)
    }),
    { numRuns: 50 },
  )
})
