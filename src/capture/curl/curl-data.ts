import { percentEncode } from "../percent.ts"
import { invalid } from "../reading.ts"
import type { CurlOption } from "./curl-options.ts"
import type { CurlSource } from "./curl-source.ts"

const DATA = new Set(["data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json"])

/** Whether an option is a part of the body. */
export function isData({ name }: CurlOption): boolean {
  return DATA.has(name)
}

/**
 * The body that the options make, joined by `&` as curl does, and without it where JSON follows. `input` is what comes
 * through the pipe, for `@-`. Throws CAPTURE_INVALID, FILE_UNREADABLE.
 */
export async function curlData(
  options: readonly CurlOption[],
  input: Buffer | undefined,
  source: CurlSource,
): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const option of options.filter(isData)) {
    const part = await dataPart(option, input, source)
    if (parts.some(({ length }) => length > 0) && option.name !== "json") parts.push(Buffer.from("&"))
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function dataPart(option: CurlOption, input: Buffer | undefined, source: CurlSource): Promise<Buffer> {
  const { name, value } = option
  const read = (path: string): Promise<Buffer> => readNamed(path, option, input, source)
  if (name === "data-urlencode") return await encodedPart(value, read)
  if (name === "data-raw" || !value.startsWith("@")) return Buffer.from(value, "latin1")
  const bytes = await read(value.slice(1))
  if (name === "data-binary" || name === "json") return bytes
  return Buffer.from(bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d && byte !== 0))
}

/** `content`, `=content`, `name=content`, `@file` or `name@file`: the content is encoded, the name is already. */
async function encodedPart(value: string, read: (path: string) => Promise<Buffer>): Promise<Buffer> {
  const at = value.includes("=") ? value.indexOf("=") : value.indexOf("@")
  const name = value.slice(0, Math.max(at, 0))
  const rest = value.slice(at + 1)
  const content = value[at] === "@" ? await read(rest) : Buffer.from(rest, "latin1")
  const encoded = Buffer.from(percentEncode(content, { plusForSpace: true }))
  return name === "" ? encoded : Buffer.concat([Buffer.from(`${name}=`, "latin1"), encoded])
}

async function readNamed(
  path: string,
  { name, line }: CurlOption,
  input: Buffer | undefined,
  source: CurlSource,
): Promise<Buffer> {
  if (path !== "-") return await source.readFile(path, `--${name}`, line)
  if (input) return input
  throw invalid(
    `--${name} on line ${line} of ${source.place} reads standard input, and nothing is piped into it there.`,
    "Put the body into a file and name it: --data-binary @body.json.",
  )
}
