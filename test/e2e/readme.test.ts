import { spawnSync } from "node:child_process"
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { blocksIn } from "../support/doc-page.ts"
import { freePort } from "../support/free-port.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const ROOT = resolve(import.meta.dirname, "../..")

/** The README's blocks from the server to the event; the one that stays runs in a terminal of its own. */
function firstDelivery(readme: string, port: number): string {
  const blocks = blocksIn(readme)
    .filter(({ language }) => language === "sh")
    .filter(({ text }) => !text.startsWith("npm ci"))
  return blocks
    .map(({ words, text }) =>
      words.includes("stays")
        ? `${text.trimEnd()} > terminal.txt 2>&1 & listener=$!\nuntil grep -q ^ready terminal.txt; do sleep 0.05; done\n`
        : text,
    )
    .concat("kill $listener\nwait $listener || true\n")
    .join("")
    .replaceAll(/\b3000\b/g, String(port))
}

const hasClone = spawnSync("git", ["-C", ROOT, "rev-parse", "--verify", "HEAD"]).status === 0
const what =
  "pasted from a fresh clone, the README comes to a verified delivery at the reader's own server within two minutes"

test.skipIf(!hasClone)(
  hasClone ? what : `${what} (SKIPPED: no git, or no repository)`,
  async () => {
    await using folder = await temporaryFolder()
    const clone = join(folder.path, "whk")
    const home = join(folder.path, "home")
    // Installation is not counted, and its packages are those that are here already.
    await execa("git", ["clone", "--quiet", "--depth", "1", `file://${ROOT}`, clone])
    await symlink(join(ROOT, "node_modules"), join(clone, "node_modules"))
    const readme = await readFile(join(clone, "README.md"), "utf8")
    expect(readme).toContain("\nnpm ci && npm link\n")
    const prefix = join(folder.path, "prefix")
    const quiet = { npm_config_prefix: prefix, npm_config_offline: "true", npm_config_audit: "false" }
    await execa("npm", ["link"], { cwd: clone, env: quiet })
    await mkdir(join(home, "data"), { recursive: true, mode: 0o700 })
    await writeFile(join(home, "data", "port"), String(await freePort()))

    const script = firstDelivery(readme, await freePort())
    const { exitCode, stdout, durationMs } = await execa("bash", [], {
      input: `set -euo pipefail\n${script}`,
      cwd: clone,
      env: { PATH: `${join(prefix, "bin")}:${process.env["PATH"] ?? ""}`, HOME: folder.path, WHK_HOME: home },
      extendEnv: false,
      reject: false,
    })
    const terminal = await readFile(join(clone, "terminal.txt"), "utf8")
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^✓ attempt 1 {2}204 in /m)])
    // The server's own word, and whk's.
    expect(terminal).toMatch(/^push verified$/m)
    expect(terminal).toMatch(/ 204 \S+ POST \/ push .* verified$/m)
    process.stdout.write(
      `From the README's first line to a verified delivery: ${(durationMs / 1000).toFixed(1)} s\n`,
    )
    expect(durationMs).toBeLessThan(120_000)
  },
  180_000,
)
