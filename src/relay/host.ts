import { readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { WhkError } from "../errors.ts"
import { readPrivateFile, writePrivateFile } from "../files/private-file.ts"
import { makePrivateFolder } from "../files/private-folder.ts"
import { type Relay, type RelayOptions, startRelay } from "./server.ts"

/** What `relay.json` says about the relay that runs on this machine. */
export interface RunFile {
  readonly url: string
  readonly instance: string
  /** A file that holds the API key of this machine's user. */
  readonly keyFile: string
  readonly pid: number
  /** Hosted by a listener or a single command: when it leaves, another one may take its place. */
  readonly embedded: boolean
}

export interface HostOptions extends Omit<RelayOptions, "dataFolder" | "port"> {
  readonly paths: { readonly data: string; readonly run: string }
  /** A port, or "same": the one this data folder used last, 4400 at first, a free one when that is taken. */
  readonly port: number | "same"
}

/** A relay that other commands on this machine find by themselves. */
export interface HostedRelay extends Relay {
  /** This machine's own API key. */
  readonly key: string
  readonly keyFile: string
  /** Another program had the port this data folder used last, so every public address has changed. */
  readonly portBefore: number | null
}

const DEFAULT_PORT = 4400

/**
 * Starts a relay on this machine's data folder and writes `relay.json`, so that commands find it and its key.
 * Throws DATA_FOLDER_LOCKED when another process hosts it already.
 */
export async function hostRelay(options: HostOptions): Promise<HostedRelay> {
  const { paths } = options
  makePrivateFolder(paths.run)
  const portFile = join(paths.data, "port")
  const before = await readPort(portFile)
  const relay = await startOnPort(options, before)
  const keyFile = join(paths.data, "local.key")
  const runFile = join(paths.run, "relay.json")
  try {
    const key = await localKey(relay, keyFile)
    writePrivateFile(portFile, String(relay.port))
    const contents: RunFile = {
      url: relay.localUrl,
      instance: relay.instance,
      keyFile,
      pid: process.pid,
      embedded: options.port === "same",
    }
    writePrivateFile(runFile, `${JSON.stringify(contents)}\n`)
    return {
      ...relay,
      key,
      keyFile,
      portBefore: options.port === "same" && before !== relay.port ? before : null,
      async close(graceMs) {
        await removeOwn(runFile, relay.instance)
        await relay.close(graceMs)
      },
    }
  } catch (error) {
    // A relay that nobody can find must not hold the data folder.
    await relay.close(0)
    throw error
  }
}

async function startOnPort(options: HostOptions, before: number | null): Promise<Relay> {
  const { paths, port, ...rest } = options
  const start = (number: number): Promise<Relay> =>
    startRelay({ ...rest, dataFolder: paths.data, port: number })
  if (port !== "same") return start(port)
  try {
    return await start(before ?? DEFAULT_PORT)
  } catch (error) {
    if (error instanceof WhkError && error.code === "PORT_IN_USE") return start(0)
    throw error
  }
}

/** The port that was used last; null before the first time, or when the file holds something else. */
async function readPort(path: string): Promise<number | null> {
  const port = Number(await readFile(path, "utf8").catch(() => ""))
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null
}

/** The key kept beside the store; a new one when there is none or it is not valid any more. */
async function localKey(relay: Relay, keyFile: string): Promise<string> {
  const kept = readPrivateFile(keyFile)?.trim()
  if (kept && (await relay.access.authenticate(`Bearer ${kept}`))) return kept
  const { key } = await relay.access.createKey(relay.workspace.id, "this machine")
  writePrivateFile(keyFile, `${key}\n`)
  return key
}

/** Removes `relay.json` unless another relay has written its own by now. */
async function removeOwn(runFile: string, instance: string): Promise<void> {
  const text = await readFile(runFile, "utf8").catch(() => "")
  if (text.includes(instance)) await rm(runFile, { force: true })
}
