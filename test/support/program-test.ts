import { spawnSync } from "node:child_process"
import { test } from "vitest"

/** Whether a program can be started here. */
export function isInstalled(program: string, versionFlag = "--version"): boolean {
  return spawnSync(program, [versionFlag]).status === 0
}

/** Makes tests that need a program: where it is missing they are skipped, and their titles say so. */
export function testWith(
  program: string,
  versionFlag = "--version",
): (title: string, body: () => Promise<void>) => void {
  const isThere = isInstalled(program, versionFlag)
  return (title, body) => {
    if (isThere) test(title, body)
    else test.skip(`${title} (SKIPPED: no ${program})`, body)
  }
}
