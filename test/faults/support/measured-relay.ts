import { existsSync, readFileSync, rmSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { temporaryFolder } from "../../support/run-whk.ts"
import { ofType, startWhk } from "../../support/start-whk.ts"
import { peakMiB, residentMiB } from "./process-figures.ts"

const MEASURE = pathToFileURL(resolve(import.meta.dirname, "measure-loop.js")).href

export interface LoopFigures {
  /** 99 of 100 times the event loop was no later than this. */
  readonly p99Ms: number
  readonly mostMs: number
  /** What is in use, buffers included, once everything that can be collected is. */
  readonly heldMiB: number
}

/** A relay as a process of its own that says how much memory it takes and how late its event loop runs. */
export interface MeasuredRelay extends AsyncDisposable {
  readonly pid: number
  readonly url: string
  readonly key: string
  residentMiB(): number
  /** The most it has had in RAM since it started. */
  peakMiB(): number
  /** How late the event loop was since the last call, and what is held in memory now. */
  loop(): Promise<LoopFigures>
}

export async function startMeasuredRelay(flags: readonly string[] = []): Promise<MeasuredRelay> {
  const home = await temporaryFolder()
  const file = join(home.path, "loop.json")
  const env = { WHK_HOME: home.path, NODE_OPTIONS: `--import ${MEASURE}`, WHK_LOOP_FIGURES: file }
  const relay = startWhk(["relay", "--port", "0", "--rate", "0", ...flags], env)
  const { url } = await relay.line(ofType("ready"))
  return {
    pid: relay.pid,
    url: String(url),
    key: (await readFile(join(home.path, "data", "local.key"), "utf8")).trim(),
    residentMiB: () => residentMiB(relay.pid),
    peakMiB: () => peakMiB(relay.pid),
    async loop() {
      rmSync(file, { force: true })
      process.kill(relay.pid, "SIGUSR2")
      while (!existsSync(file)) await new Promise((resume) => setTimeout(resume, 5))
      return JSON.parse(readFileSync(file, "utf8")) as LoopFigures
    },
    async [Symbol.asyncDispose]() {
      await relay.kill("SIGKILL")
      await home[Symbol.asyncDispose]()
    },
  }
}
