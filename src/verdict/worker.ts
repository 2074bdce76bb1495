import { parentPort } from "node:worker_threads"
import { type JudgeJob, judgeRequest } from "./judge-request.ts"
import type { FromThread } from "./verdict-thread.ts"

/* The thread in which causes are searched for: a search holds up no socket. */

const port = parentPort!

// What is rejected ends the thread, and with that the job.
port.on("message", (job: JudgeJob) => void answer(job))

/** The verdict at once, and then the cause. */
async function answer(job: JudgeJob): Promise<void> {
  const { judgement, search } = await judgeRequest(job)
  port.postMessage({ judgement } satisfies FromThread)
  port.postMessage({ causes: await search() } satisfies FromThread)
}
