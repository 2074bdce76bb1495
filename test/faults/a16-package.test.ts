import { mkdir, readFile, symlink } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/run-whk.ts"
import { figures } from "./support/figures.ts"

const ROOT = resolve(import.meta.dirname, "../..")

/** What a published package may hold. Anything else is a file that somebody left lying about. */
const ALLOWED = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^bin\/whk\.js$/,
  /^dist\/(cli|index|store-worker|verdict-worker)\.js(\.map)?$/,
  /^dist\/[\w-]+-[A-Z0-9]{8}\.js(\.map)?$/,
  /^dist\/chunk-[A-Z0-9]{8}\.js(\.map)?$/,
  /^dist\/provider\.schema\.json$/,
  /^dist\/inspector\/(index\.html|LICENSES\.txt|assets\/inspector-[\w-]{8}\.(js|css))$/,
  /^dist\/types\/[\w/.-]+\.d\.ts$/,
  /^docs\/[\w/.-]+\.(md|txt|json|ya?ml|svg|png)$/,
  /^fixtures\/[\w/.-]+\.json$/,
]

const LIFECYCLE = /^(pre|post)?(install|uninstall)$/

interface Manifest {
  readonly name: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

interface Packed {
  readonly filename: string
  readonly size: number
  readonly files: readonly { readonly path: string; readonly mode: number }[]
}

async function readManifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(path, "utf8")) as Manifest
}

test("A16: the package holds what it should, and runs from an empty folder with install scripts off", async ({
  task,
}) => {
  await using folder = await temporaryFolder()
  const packed = await execa(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--silent", "--pack-destination", folder.path],
    { cwd: ROOT },
  )
  const [{ filename, files, size }] = JSON.parse(packed.stdout) as [Packed]
  const foreign = files.filter(({ path }) => !ALLOWED.some((pattern) => pattern.test(path)))

  // Nothing is fetched: the tarball is unpacked where npm would put it, beside the dependencies it names, and no other.
  const modules = join(folder.path, "node_modules")
  const home = join(modules, "whk")
  await mkdir(home, { recursive: true })
  await execa("tar", ["-xzf", join(folder.path, filename), "-C", home, "--strip-components=1"])
  const { scripts = {}, dependencies = {} } = await readManifest(join(home, "package.json"))
  const withScripts = Object.keys(scripts).filter((name) => LIFECYCLE.test(name))
  for (const name of Object.keys(dependencies)) {
    const installed = join(ROOT, "node_modules", name)
    const manifest = await readManifest(join(installed, "package.json"))
    if (Object.keys(manifest.scripts ?? {}).some((script) => LIFECYCLE.test(script))) withScripts.push(name)
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(installed, join(modules, name))
  }
  const whk = (...args: readonly string[]) =>
    execa(process.execPath, [join(home, "bin", "whk.js"), ...args], {
      cwd: folder.path,
      env: { PATH: process.env["PATH"] ?? "", WHK_HOME: join(folder.path, "home") },
      extendEnv: false,
    })
  const version = await whk("--version")
  const payload = await whk("payload", "user.created", "--provider", "axiestudio")
  const imported = await execa(
    process.execPath,
    ["--input-type=module", "-e", 'import { verify } from "whk"; console.log(typeof verify)'],
    { cwd: folder.path },
  )
  figures(task, {
    files: files.length,
    KiB: Math.round(size / 1024),
    foreign: foreign.length,
    dependencies: Object.keys(dependencies).length,
    "install scripts": withScripts.length,
  })
  expect(foreign.map(({ path }) => path)).toEqual([])
  expect(withScripts).toEqual([])
  expect(version.stdout).toMatch(/\d+\.\d+\.\d+/)
  expect(payload.stdout).toContain('"user.created"')
  expect(imported.stdout).toBe("function")
})
