import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"
import { execa, execaSync } from "execa"

/** What a machine lacks to watch the system calls of a process, or null. */
export const straceLacks: string | null =
  execaSync("strace", ["-o", "/dev/null", "true"], { reject: false }).exitCode === 0 ? null : "strace"

/** Watches these calls of a process until it is stopped; bytes of a call up to 16 KiB, files by their path. */
export async function watchCalls(
  pid: number,
  calls: readonly string[],
  file: string,
): Promise<{ stop(): Promise<void> }> {
  const strace = execa(
    "strace",
    ["-f", "-y", "-s", "16500", "-e", `trace=${calls.join(",")}`, "-o", file, "-p", String(pid)],
    { reject: false, buffer: false },
  )
  await new Promise<void>((resolve, reject) => {
    // "Process 123 attached with 15 threads"
    strace.stderr.on("data", (said: Buffer) => {
      if (said.includes("attached")) resolve()
    })
    void strace.then(({ shortMessage }) => reject(new Error(shortMessage)))
  })
  return {
    async stop() {
      strace.kill("SIGINT")
      await strace
    },
  }
}

/** One line of a trace: a call begins, ends, or both. */
export interface TracedCall {
  readonly call: string
  /** Everything after the name, as strace writes it. */
  readonly text: string
  readonly begins: boolean
  /** What it returned, when it ended; null while it goes on. */
  readonly result: number | null
}

const LINE =
  /^(?<pid>\d+) +(?:<\.\.\. (?<resumed>\w+) resumed>|(?<begun>\w+)\()(?<text>.*?)(?:(?<open> <unfinished \.\.\.>)|\) += (?<result>-?\d+).*)$/s

/** The calls of a trace in the order in which they happened; a call that ends later keeps the text it began with. */
export async function* tracedCalls(file: string): AsyncGenerator<TracedCall> {
  const open = new Map<string, string>()
  for await (const line of createInterface({
    input: createReadStream(file, "latin1"),
    crlfDelay: Infinity,
  })) {
    const found = LINE.exec(line)?.groups
    if (!found) continue
    const { pid = "", resumed, begun } = found
    const text = (resumed === undefined ? "" : (open.get(pid) ?? "")) + (found["text"] ?? "")
    open.delete(pid)
    if (found["open"] !== undefined) open.set(pid, text)
    yield {
      call: begun ?? resumed ?? "",
      text,
      begins: begun !== undefined,
      result: found["result"] === undefined ? null : Number(found["result"]),
    }
  }
}
