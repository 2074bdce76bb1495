import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { expect, test } from "vitest"

/** What each folder of src may import besides itself, `errors.ts` and `version.ts`. This table is the architecture. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  files: [],
  signing: ["domain"],
  providers: ["domain", "signing"],
  capture: ["domain", "signing", "providers"],
  diagnosis: ["domain", "signing", "providers"],
  verdict: ["domain", "signing", "providers", "diagnosis"],
  snippets: ["domain", "signing", "providers", "diagnosis"],
  sender: ["domain", "signing", "providers"],
  app: ["domain"],
  check: ["domain", "signing", "providers", "sender", "diagnosis"],
  tunnel: ["domain"],
  listen: ["domain", "tunnel", "signing", "providers", "capture"],
  store: ["domain", "files"],
  relay: ["domain", "files", "signing", "providers", "capture", "verdict", "sender", "tunnel", "store"],
  manage: ["domain", "files", "providers"],
  // It runs in a browser: all it knows of the relay is the types of its API.
  inspector: ["domain"],
  config: ["domain", "files", "providers"],
  ui: ["domain", "signing", "providers", "capture", "diagnosis", "check"],
  // The one place where features and the screen meet.
  commands:
    "domain files signing providers capture diagnosis verdict snippets sender app check tunnel listen store relay manage config ui".split(
      " ",
    ),
  program: ["domain", "commands"],
}

/** Modules that do I/O; the folders below must not name them. */
const IO_MODULES =
  /^(node:(fs|net|http|https|http2|dns|tls|child_process|worker_threads|dgram|process)|undici|ws|conf|execa)/
const PURE_FOLDERS = new Set(["domain", "signing", "providers", "diagnosis", "snippets", "tunnel"])

const SRC = resolve(import.meta.dirname, "../src")

interface Import {
  readonly from: string
  readonly fromFolder: string
  readonly specifier: string
  /** The folder of src the import leads to, or undefined for a package. */
  readonly toFolder: string | undefined
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function topFolder(path: string): string {
  const [first = ""] = relative(SRC, path).split("/")
  return first
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8")
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, specifier]) => ({
    from: relative(SRC, file),
    fromFolder: topFolder(file),
    specifier: specifier!,
    toFolder: specifier!.startsWith(".") ? topFolder(resolve(dirname(file), specifier!)) : undefined,
  }))
}

/** The imports that break the table. */
function violations(imports: readonly Import[]): string[] {
  return imports
    .filter(({ fromFolder, toFolder, specifier }) => {
      if (toFolder === undefined) return PURE_FOLDERS.has(fromFolder) && IO_MODULES.test(specifier)
      if (toFolder === fromFolder || /^(errors|version)\.ts$/.test(toFolder)) return false
      if (fromFolder.endsWith(".ts")) return false
      return !MAY_IMPORT[fromFolder]?.includes(toFolder)
    })
    .map(({ from, specifier }) => `${from} imports ${specifier}`)
}

const imports = sourceFiles(SRC).flatMap(importsOf)

test("a folder imports only what the table allows", () => {
  expect(violations(imports)).toEqual([])
})

test("the check saw the imports of the whole program", () => {
  expect(imports.length).toBeGreaterThan(60)
})

test("every folder of src stands in the table", () => {
  const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).filter((name) => !(name in MAY_IMPORT))).toEqual([])
})

test("a planted import of the relay from the listener is caught", () => {
  const planted = {
    from: "listen/session.ts",
    fromFolder: "listen",
    specifier: "../relay/hub/hub.ts",
    toFolder: "relay",
  }
  expect(violations([planted])).toHaveLength(1)
})

test("a planted socket in a pure folder is caught", () => {
  const planted = {
    from: "signing/sign.ts",
    fromFolder: "signing",
    specifier: "node:net",
    toFolder: undefined,
  }
  expect(violations([planted])).toHaveLength(1)
})

/** Ways to open a connection; what only serves (`createServer`, `WebSocketServer`) is no way out. */
const WAYS_OUT =
  /from "(?:undici|execa|node:(?:net|tls|dgram|http2|dns|child_process))"|\bfetch\(|\bnew WebSocket\(|\b(?:http|https)\.(?:request|get)\(|import \{[^}]*\b(?:request|get|Agent)\b[^}]*\} from "node:https?"/

function waysOut(text: string): string[] {
  // `isIP` reads a text, and types do nothing.
  const doing = text.replace(/^import type .*$/gm, "").replace('import { isIP } from "node:net"', "")
  return [...doing.matchAll(new RegExp(WAYS_OUT, "g"))].map(([found]) => found)
}

test("the relay opens no connection by itself: the one egress in sender does", () => {
  const files = sourceFiles(join(SRC, "relay"))
  const found = files.flatMap((file) =>
    waysOut(readFileSync(file, "utf8")).map((way) => `${relative(SRC, file)}: ${way}`),
  )
  expect(found).toEqual([])
  expect(files.length).toBeGreaterThan(40)
})

test.each([
  'import { request } from "undici"',
  'import { connect } from "node:net"',
  'import { connect, isIP } from "node:net"',
  'import { createServer, request } from "node:http"',
  "await fetch(url)",
  "new WebSocket(url)",
])("a planted way out of the relay is caught: %s", (line) => {
  expect(waysOut(line)).toHaveLength(1)
})

test("only cli.ts exits the process", () => {
  const exiting = sourceFiles(SRC).filter((file) => /process\.exit\(/.test(readFileSync(file, "utf8")))
  expect(exiting.map((file) => relative(SRC, file))).toEqual(["cli.ts"])
})
