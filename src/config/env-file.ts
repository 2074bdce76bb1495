import { constants } from "node:fs"
import { open } from "node:fs/promises"
import { WhkError } from "../errors.ts"
import { writePrivateFile } from "../files/private-file.ts"
import { isMissing } from "./read-if-there.ts"

/**
 * Sets variables in a .env file and leaves every other line as it is, byte for byte; the file is made when there is
 * none, and only its owner can read it afterwards. Returns the names whose value no .env file can hold, which are left
 * out. Throws FILE_UNWRITABLE, for a symbolic link too: what it leads to is somebody else's.
 */
export async function writeEnvFile(
  path: string,
  values: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const unwritable: string[] = []
  try {
    // Latin-1 keeps bytes that are no UTF-8.
    let text = (await readPlainFile(path)).toString("latin1")
    for (const [name, value] of Object.entries(values)) {
      const written = quote(value)
      if (written === undefined) unwritable.push(name)
      else text = withVariable(text, name, Buffer.from(written).toString("latin1"))
    }
    writePrivateFile(path, Buffer.from(text, "latin1"))
    return unwritable
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? cause.code : undefined
    const reason =
      why === "ELOOP" ? "is a symbolic link" : why === "EISDIR" ? "is no file" : "cannot be written"
    throw new WhkError("FILE_UNWRITABLE", `"${path}" (--write-env) ${reason}.`, { cause })
  }
}

async function readPlainFile(path: string): Promise<Buffer> {
  try {
    // Without O_NONBLOCK a pipe would be waited for until somebody writes into it.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      if (!(await file.stat()).isFile()) throw Object.assign(new Error("not a file"), { code: "EISDIR" })
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0)
    throw error
  }
}

function withVariable(text: string, name: string, value: string): string {
  const pattern = new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=).*?(\\r?)$`, "gm")
  // A function: `$` in a value means nothing.
  if (pattern.test(text)) return text.replace(pattern, (_, start: string, end: string) => start + value + end)
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n"
  const gap = text === "" || text.endsWith("\n") ? "" : lineBreak
  return `${text}${gap}${name}=${value}${lineBreak}`
}

/**
 * A value so that dotenv, Node's --env-file and shells read it back; one with line breaks, as a key in PEM has them, is
 * read by the first two. Undefined where there is no way.
 */
function quote(value: string): string | undefined {
  if (/^[A-Za-z0-9_.,:/@%+=-]*$/.test(value)) return value
  if (!/['\r\n]/.test(value)) return `'${value}'`
  return /["$`\\\r]/.test(value) ? undefined : `"${value.replaceAll("\n", "\\n")}"`
}
