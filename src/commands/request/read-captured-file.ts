import { readFile, realpath, stat } from "node:fs/promises"
import { isAbsolute, relative, resolve, sep } from "node:path"
import { LARGEST_REQUEST_BYTES } from "../../capture/reading.ts"
import { isMissing } from "../../config/read-if-there.ts"
import { WhkError } from "../../errors.ts"
import { quoted } from "./read-flags.ts"

/**
 * The bytes of a file that a command in a capture names; a relative path starts at the working folder. A capture may
 * come from anybody, so it reaches only files below that folder, links followed, and none that is hidden there: `.env`
 * and `.ssh` hold what nobody means to send. Throws FILE_UNREADABLE.
 */
export async function readCapturedFile(path: string, cwd: string): Promise<Uint8Array> {
  const named = resolve(cwd, path)
  const folder = await realpath(cwd)
  const found = await realpath(named).catch((cause: unknown) => {
    // What lies outside is not even said to be there.
    if (wayDown(cwd, named) === undefined && wayDown(folder, named) === undefined) throw outside(path)
    throw unreadable(path, cause)
  })
  const way = wayDown(folder, found)
  if (way === undefined) throw outside(path)
  if (isHidden(way))
    throw new WhkError(
      "FILE_UNREADABLE",
      `The file "${quoted(path)}" is hidden, and a capture cannot name it.`,
      { hint: "Copy it to a name without a leading dot if the request is meant to hold it." },
    )
  return await readWhole(found, path)
}

/** The path from a folder to a file below it. */
function wayDown(folder: string, file: string): string | undefined {
  const way = relative(folder, file)
  return isAbsolute(way) || way === ".." || way.startsWith(`..${sep}`) ? undefined : way
}

function isHidden(way: string): boolean {
  return way.split(sep).some((part) => part.startsWith("."))
}

/** What a capture names may be anything: a device has no end, and a pipe keeps waiting whoever opens it. */
async function readWhole(real: string, path: string): Promise<Uint8Array> {
  try {
    const found = await stat(real)
    if (!found.isFile()) throw new WhkError("FILE_UNREADABLE", `"${quoted(path)}" is not a file.`)
    if (found.size > LARGEST_REQUEST_BYTES)
      throw new WhkError("FILE_UNREADABLE", `The file "${quoted(path)}" is too large to be a body.`)
    return await readFile(real)
  } catch (cause) {
    throw cause instanceof WhkError ? cause : unreadable(path, cause)
  }
}

function unreadable(path: string, cause: unknown): WhkError {
  const why = isMissing(cause) ? "does not exist" : "cannot be read"
  return new WhkError("FILE_UNREADABLE", `The file "${quoted(path)}" ${why}.`, {
    hint: "Paths start at the working folder; run whk where the command was meant to be run.",
    cause,
  })
}

function outside(path: string): WhkError {
  return new WhkError("FILE_UNREADABLE", `The file "${quoted(path)}" lies outside the working folder.`, {
    hint: "A capture may come from anybody: copy the file into the working folder if the request is meant to hold it.",
  })
}
