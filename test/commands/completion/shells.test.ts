import { chmod, mkdir, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { afterAll, beforeAll, expect, test } from "vitest"
import { temporaryFolder } from "../../support/run-whk.ts"
import { startManagedRelay, type ManagedRelay } from "../../support/managed-relay.ts"

const WHK = resolve(import.meta.dirname, "../../../bin/whk.js")

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let relay: ManagedRelay
let env: Record<string, string>
let endpoint: string

beforeAll(async () => {
  folder = await temporaryFolder()
  const bin = join(folder.path, "bin")
  await mkdir(bin)
  await writeFile(join(bin, "whk"), `#!/bin/sh\nexec "${process.execPath}" "${WHK}" "$@"\n`)
  await chmod(join(bin, "whk"), 0o755)
  relay = await startManagedRelay()
  endpoint = (await relay.json("create", "http://localhost:1/hooks", "--events", "user.created")).id
  env = {
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    HOME: folder.path,
    WHK_HOME: join(folder.path, "home"),
    WHK_RELAY: relay.url,
    WHK_API_KEY: relay.key,
    TERM: "dumb",
  }
})

afterAll(async () => {
  await relay[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

async function runShell(command: string, args: readonly string[], script: string): Promise<string> {
  const { stdout, stderr, exitCode } = await execa(command, [...args], {
    input: script,
    env,
    extendEnv: false,
    cwd: folder.path,
    reject: false,
  })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
  return stdout
}

/** Why this machine cannot try a shell; undefined where it can. */
async function whyNot(shell: string): Promise<string | undefined> {
  const { exitCode } = await execa(shell, ["--version"], { reject: false })
  return exitCode === 0 ? undefined : `completion for ${shell} was NOT tried: it is not installed`
}

/** What is typed, and words that have to be among what is offered. */
const TYPED: readonly (readonly [typed: string, offered: readonly string[]])[] = [
  ["whk li", ["listen", "list"]],
  ["whk inboxes ", ["list", "delete", "rotate"]],
  ["whk trigger user.cr", ["user.created"]],
  ["whk trigger --provider github pu", ["push", "pull_request"]],
  ["whk payload --provider axie", ["axiestudio"]],
  ["whk relay --log-l", ["--log-level"]],
  ["whk relay --log-level de", ["debug"]],
  ["whk help inboxes r", ["rotate"]],
  ["whk config set f", ["forward"]],
  ["whk completion f", ["fish"]],
]

/** Drives the completion as bash does: the function it registered, with the line and the cursor. */
function bashScript(typed: string): string {
  return `source <(whk completion bash)
complete -p whk
COMP_LINE=${JSON.stringify(typed)}
COMP_POINT=\${#COMP_LINE}
read -ra COMP_WORDS <<< "$COMP_LINE"
_whk
printf '%s\\n' "\${COMPREPLY[@]}"`
}

test.each(TYPED)("bash completes `%s`", async (typed, offered) => {
  const [registered, ...words] = (await runShell("bash", ["--norc"], bashScript(typed))).split("\n")
  expect(registered).toBe("complete -o default -F _whk whk")
  expect(words).toEqual(expect.arrayContaining([...offered]))
})

test("bash puts in only what stands behind the last = of a word", async () => {
  const printed = await runShell("bash", ["--norc"], bashScript("whk payload --provider=gith"))
  expect(printed.split("\n").slice(1)).toEqual(["github"])
})

test("bash completes a list of events after its last comma", async () => {
  const printed = await runShell(
    "bash",
    ["--norc"],
    bashScript("whk create --provider axiestudio --events user.created,user.del"),
  )
  expect(printed.split("\n").slice(1)).toEqual(["user.created,user.deleted"])
})

test("bash completes ids that a running relay knows", async () => {
  const printed = await runShell("bash", ["--norc"], bashScript("whk get ep"))
  expect(printed.split("\n").slice(1)).toEqual([endpoint])
})

test("a relay that cannot be reached is not told of, and not waited for", async () => {
  const { exitCode, stdout, stderr } = await execa("whk", ["__complete", "get", ""], {
    env: { ...env, WHK_RELAY: "http://127.0.0.1:1" },
    extendEnv: false,
    reject: false,
  })
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: "", stderr: "" })
})

test("flags among the words are completed, not obeyed", async () => {
  const { stdout } = await execa("whk", ["__complete", "--json", "list", "--help", "--inac"], {
    env,
    extendEnv: false,
  })
  expect(stdout).toBe("--inactive\tonly those that are switched off")
})

test.for(TYPED)("zsh completes `%s`", async ([typed, offered], context) => {
  const missing = await whyNot("zsh")
  if (missing !== undefined) context.skip(missing)
  // What the completion system is handed is caught in place of its menu, which needs a terminal.
  const words = typed.split(" ")
  const script = `autoload -Uz compinit && compinit -u -D
source <(whk completion zsh)
[[ \${_comps[whk]} == _whk ]] || exit 3
_describe() { print -l -- "\${(@P)\${@[-1]}}" }
words=(${words.map((word) => JSON.stringify(word)).join(" ")})
CURRENT=${words.length}
PREFIX=${JSON.stringify(words.at(-1))}
_whk`
  const printed = await runShell("zsh", ["-f"], script)
  expect(printed.split("\n").map((line) => line.split(":")[0])).toEqual(expect.arrayContaining([...offered]))
})

test.for(TYPED)("fish completes `%s`", async ([typed, offered], context) => {
  const missing = await whyNot("fish")
  if (missing !== undefined) context.skip(missing)
  const script = `whk completion fish | source; complete -C ${JSON.stringify(typed)}`
  const printed = await runShell("fish", ["--no-config", "-c", script], "")
  expect(printed.split("\n").map((line) => line.split("\t")[0])).toEqual(expect.arrayContaining([...offered]))
})

test("the script for PowerShell is the same every time and hands over the words", async () => {
  const script = (await execa("whk", ["completion", "powershell"], { env, extendEnv: false })).stdout
  expect(script).toMatchSnapshot()
  for (const [open, close] of [
    ["{", "}"],
    ["(", ")"],
    ["[", "]"],
  ] as const)
    expect(script.split(open).length).toBe(script.split(close).length)
})

test("an empty last word may be a space, as PowerShell writes it", async () => {
  const { stdout } = await execa("whk", ["__complete", "inboxes", " "], { env, extendEnv: false })
  expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual(["list", "delete", "rotate"])
})

test("another shell is refused with the nearest", async () => {
  const { exitCode, stderr } = await execa("whk", ["completion", "zhs"], {
    env,
    extendEnv: false,
    reject: false,
  })
  expect(exitCode).toBe(2)
  expect(stderr).toBe(
    'error "zhs" is not a shell that whk completes in.\n  → Did you mean `whk completion zsh`?',
  )
})
