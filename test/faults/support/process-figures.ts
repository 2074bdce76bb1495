import { readFileSync } from "node:fs"

const TICKS_PER_SECOND = 100

/** How much memory a process has at most had in RAM so far, in MiB. */
export function peakMiB(pid: number): number {
  const kiB = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
  return Math.round(Number(kiB) / 1024)
}

/** How much memory a process has in RAM, in MiB. */
export function residentMiB(pid: number): number {
  const kiB = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
  return Math.round(Number(kiB) / 1024)
}

/** Seconds of CPU a process has used, in all its threads. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
    .replace(/^.*\) /, "")
    .split(" ")
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
