import { open } from "node:fs/promises"
import { resolve } from "node:path"
import { decodeUtf8 } from "../domain/utf8.ts"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import type { FileProblem } from "../providers/file/problem.ts"
import { readProvider } from "../providers/file/read-provider.ts"
import type { Provider } from "../providers/provider.ts"
import { isMissing } from "./read-if-there.ts"
import { fieldName, readYaml, type YamlValue } from "./yaml-file.ts"

const LARGEST_BYTES = 256 * 1024

/**
 * The provider that a YAML or JSON file describes; a relative path starts at `folder`. Throws FILE_UNREADABLE, or
 * PROVIDER_INVALID with the line and the field that is wrong.
 */
export async function readProviderFile(path: string, folder: string): Promise<Provider> {
  return parseProviderFile(decode(await readLimited(path, folder), path), path)
}

/** The provider that the text of a file describes. `path` is the file as it was named. Throws PROVIDER_INVALID. */
export function parseProviderFile(text: string, path: string): Provider {
  const shown = cleanText(path, 120)
  const file = readYaml(
    text,
    (line, message, hint) => new WhkError("PROVIDER_INVALID", `${shown}:${line}: ${message}`, { hint }),
  )
  const read = readProvider(file.value, path)
  if ("provider" in read) return read.provider
  const { problems, more } = read
  const { message, hint } = problemError(firstInFile(problems, file), file, shown)
  if (more === 0) throw new WhkError("PROVIDER_INVALID", message, { hint })
  const others = problems.length - 1 + more
  throw new WhkError("PROVIDER_INVALID", `${message.replace(/\.$/, "")}, and ${others} more problems.`, {
    hint,
  })
}

function firstInFile(problems: readonly FileProblem[], { lineOf }: YamlValue): FileProblem {
  const [first] = problems.toSorted((a, b) => lineOf(a.path) - lineOf(b.path))
  return first!
}

function problemError({ path, problem, hint }: FileProblem, { lineOf }: YamlValue, shown: string): WhkError {
  const message = `${shown}:${lineOf(path)}: ${fieldName(path)} ${problem}`
  return new WhkError("PROVIDER_INVALID", /[.!?]$/.test(message) ? message : `${message}.`, { hint })
}

/** A device or a pipe may have no end, so no more is read than a file may hold. */
async function readLimited(path: string, folder: string): Promise<Buffer> {
  const shown = cleanText(path, 120)
  const handle = await open(resolve(folder, path)).catch((cause: unknown) => {
    throw new WhkError(
      "FILE_UNREADABLE",
      `The provider file "${shown}" ${isMissing(cause) ? "does not exist" : "cannot be read"}.`,
      {
        hint: "Check the path; a relative one starts at the folder of whk.config.json, or where whk was called.",
        cause,
      },
    )
  })
  try {
    if ((await handle.stat()).isDirectory())
      throw new WhkError("FILE_UNREADABLE", `"${shown}" is a folder, not a provider file.`, {
        hint: `Name the file in it, for example ${shown.replace(/[/\\]+$/, "")}/acme.provider.yaml.`,
      })
    const buffer = Buffer.alloc(LARGEST_BYTES + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null)
      if (bytesRead === 0) break
      length += bytesRead
    }
    if (length <= LARGEST_BYTES) return buffer.subarray(0, length)
    throw new WhkError("PROVIDER_INVALID", `"${shown}" holds more than 256 KiB.`, {
      hint: "Keep fewer or shorter samples in one file.",
    })
  } finally {
    await handle.close()
  }
}

function decode(bytes: Uint8Array, path: string): string {
  const text = decodeUtf8(bytes)
  if (text !== undefined) return text.replace(/^\ufeff/, "")
  throw new WhkError("PROVIDER_INVALID", `"${cleanText(path, 120)}" is not text in UTF-8.`, {
    hint: "A provider file is YAML or JSON; save it as UTF-8.",
  })
}
