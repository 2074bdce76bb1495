import { execFileSync } from "node:child_process"
import { once } from "node:events"
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { transform } from "esbuild"
import { execa } from "execa"

const EXAMPLES = resolve(import.meta.dirname, "../../examples")
const MODULES = resolve(import.meta.dirname, "../../node_modules")

export interface Example {
  readonly folder: string
  readonly file: string
  readonly provider: "github" | "stripe" | "standard-webhooks"
  /** What starts it, in its folder. */
  readonly command: string
  /** Ends with 0 where this machine has what the example needs. */
  readonly needs?: string
}

/** A line of an example and what takes its place. */
export type Change = readonly [line: string, replacement: string]

/** A copy of an example in a folder of its own. */
export interface Copy extends AsyncDisposable {
  readonly path: string
}

/** Copies an example, with one line changed where a change is given, and makes it ready to run. */
export async function copyExample({ folder, file }: Example, change?: Change): Promise<Copy> {
  const path = await mkdtemp(join(tmpdir(), "whk-example-"))
  await cp(join(EXAMPLES, folder), path, { recursive: true })
  await symlink(MODULES, join(path, "node_modules"))
  await writeFile(join(path, "package.json"), '{ "type": "module" }')
  const source = await readFile(join(path, file), "utf8")
  if (change && source.split(change[0]).length !== 2)
    throw new Error(`${folder}/${file} does not hold exactly once: ${change[0]}`)
  const changed = change ? source.replace(change[0], () => change[1]) : source
  await writeFile(join(path, file), changed)
  if (file.endsWith(".ts")) {
    const adapter = await readFile(join(import.meta.dirname, "serve-route.ts"), "utf8")
    await writeFile(join(path, "route.mjs"), (await transform(changed, { loader: "ts" })).code)
    await writeFile(join(path, "server.mjs"), (await transform(adapter, { loader: "ts" })).code)
  }
  if (file.endsWith(".go"))
    execFileSync("go", ["build", "-o", "server", file], {
      cwd: path,
      env: { ...process.env, GOFLAGS: "-mod=mod" },
    })
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** A running example. */
export interface App extends AsyncDisposable {
  readonly url: string
}

/** Starts a copy as a process of its own and waits for its port. */
export async function startExample(
  { command }: Example,
  { path, port, secret }: { readonly path: string; readonly port: number; readonly secret: string },
): Promise<App> {
  const [program = "", ...args] = command.split(" ")
  const child = execa(program, args, {
    cwd: path,
    env: { WHK_SECRET: secret, PORT: String(port) },
    stdio: "ignore",
    reject: false,
  })
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`${command} ended before it took a connection`)
    await pause(25)
  }
  return {
    url: `http://localhost:${port}/webhooks`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL")
      await child
    },
  }
}

/** Why this machine cannot run the example; undefined where it can. */
export function whatIsMissing({ folder, needs }: Example): string | undefined {
  if (needs === undefined) return undefined
  try {
    execFileSync("sh", ["-c", needs], { stdio: "ignore" })
    return undefined
  } catch {
    return `examples/${folder} was NOT checked: \`${needs}\` fails on this machine`
  }
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect({ port, host: "localhost" })
  try {
    await once(socket, "connect")
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
