import { execFileSync } from "node:child_process"

/** Builds dist before the first test, because child processes and worker threads run what is built. */
export default function build(): void {
  execFileSync(process.execPath, ["scripts/build.js"], { stdio: "inherit" })
}
