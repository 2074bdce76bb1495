import { readdir, readFile } from "node:fs/promises"
import { setImmediate } from "node:timers/promises"

/** Stops a process in the middle of everything; resolves when none of its threads is in a call any more. */
export async function freeze(pid: number): Promise<void> {
  process.kill(pid, "SIGSTOP")
  while (!(await threadStates(pid)).every((state) => state === "T")) await setImmediate()
}

export function thaw(pid: number): void {
  process.kill(pid, "SIGCONT")
}

async function threadStates(pid: number): Promise<readonly (string | undefined)[]> {
  const threads = await readdir(`/proc/${pid}/task`)
  const stats = threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/stat`, "latin1"))
  // "123 (name) T …": the name may hold anything, brackets too.
  return (await Promise.all(stats)).map((stat) => stat.slice(stat.lastIndexOf(")") + 2)[0])
}
