import { Worker } from "node:worker_threads"
import { WhkError } from "../../errors.ts"
import { repairs } from "../../files/private-file.ts"
import { makePrivateFolder } from "../../files/private-folder.ts"
import type { Store } from "../port.ts"
import { gatherBytes } from "./bytes.ts"
import { CallQueue } from "./call-queue.ts"
import { CALLS, type Answer, type Method, type Opening, type Request, type ThreadData } from "./calls.ts"
import { makeGate, shutGate } from "./gate.ts"
import type { SealKeyText } from "./sealing/seal-key.ts"

// The worker is a file of its own beside the bundle; run from source there is only the built one.
const WORKER = new URL(
  import.meta.url.endsWith(".ts") ? "../../../dist/store-worker.js" : "./store-worker.js",
  import.meta.url,
)

export interface SqliteStoreOptions {
  /** Made when it is not there, for its owner only. One process at a time may have it open. */
  readonly folder: string
  /** What seals the secrets in the database; `seal.key` in the folder unless given. */
  readonly sealKeys?: SealKeyText
  /** Called once if the disk fails in a way after which nothing more may be acknowledged. */
  readonly onFailure?: (error: WhkError) => void
}

export interface SqliteStore extends Store {
  /** The id of this data folder: made once, the same after every start. */
  readonly instance: string
}

/**
 * Opens the store in a data folder. Throws DATA_FOLDER_LOCKED at once when another process has it open,
 * STORE_MISSING when this Node has no SQLite, FILE_UNWRITABLE when the folder cannot be made, STORE_FAILED when it
 * cannot be used, SEAL_KEY_MISSING when the keys for its secrets are not there, SECRET_INVALID for keys that are none.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { folder, onFailure } = options
  makeFolder(folder)
  const worker = startThread(options)
  const opening = await firstMessage(worker, folder)
  if ("error" in opening) {
    await worker.terminate()
    throw new WhkError(opening.error.code, opening.error.message, { hint: opening.error.hint })
  }
  for (const sentence of opening.repairs) repairs.publish(sentence)
  const queue = new CallQueue((calls) => {
    const batch = gatherBytes(calls)
    worker.postMessage(batch.calls satisfies Request, [batch.buffer])
  })
  return { ...callsOver(queue), close: watch(worker, queue, folder, onFailure), instance: opening.instance }
}

function makeFolder(folder: string): void {
  try {
    makePrivateFolder(folder)
  } catch (cause) {
    throw new WhkError("FILE_UNWRITABLE", `The data folder "${folder}" cannot be made.`, { cause })
  }
}

function startThread({ folder, sealKeys }: SqliteStoreOptions): Worker {
  const gate = makeGate()
  const worker = new Worker(WORKER, {
    workerData: { folder, ...(sealKeys && { sealKeys }), gate } satisfies ThreadData,
    // Node 22 calls its SQLite experimental on standard error.
    execArgv: ["--disable-warning=ExperimentalWarning"],
  })
  const shut = (): void => shutGate(gate)
  process.once("exit", shut)
  worker.once("exit", () => process.off("exit", shut))
  return worker
}

function firstMessage(worker: Worker, folder: string): Promise<Opening> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown): void =>
      reject(new WhkError("STORE_FAILED", `The store in "${folder}" did not start.`, { cause }))
    worker.once("message", resolve).once("error", fail).once("exit", fail)
  })
}

function callsOver(queue: CallQueue): Omit<Store, "close"> {
  const methods = Object.keys(CALLS) as Method[]
  const calls = methods.map((method) => [method, (...args: unknown[]) => queue.call(method, args)])
  return Object.fromEntries(calls) as Omit<Store, "close">
}

/** Hands the worker's answers to the queue, tells of its failure, and returns how to close both. */
function watch(
  worker: Worker,
  queue: CallQueue,
  folder: string,
  onFailure: SqliteStoreOptions["onFailure"],
): () => Promise<void> {
  let ended: Promise<void> | undefined
  let failed = false
  const fail = (why: string, cause?: unknown): void => {
    const error = new WhkError("STORE_FAILED", `The store in "${folder}" stopped: ${why}.`, { cause })
    queue.refuse(error, "now")
    if (!failed) onFailure?.(error)
    failed = true
  }
  worker.on("message", (answer: Answer) => {
    queue.answer(answer)
    if (answer.final) fail("the disk failed, and nothing after that can be trusted")
  })
  worker.on("error", (error) => fail("its thread failed", error))
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
  worker.once("exit", () => {
    if (!ended) fail("its thread ended")
  })
  const end = async (): Promise<void> => {
    queue.refuse(new WhkError("STORE_FAILED", `The store in "${folder}" is closed.`), "later")
    await queue.idle()
    worker.postMessage("close" satisfies Request)
    await exited
  }
  return () => (ended ??= end())
}
