import { spawn } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { decodeUtf8 } from "../../domain/utf8.ts"
import { readJson } from "../../domain/json.ts"
import { WhkError } from "../../errors.ts"
import type { Context } from "../context.ts"
import { quoted } from "../request/read-flags.ts"

/** The editor that the user named, or the usual one on a terminal. Throws VALUE_MISSING where nobody could use it. */
export function chooseEditor({ env, stdin }: Pick<Context, "env" | "stdin">): string {
  const named = env["VISUAL"]?.trim() || env["EDITOR"]?.trim()
  if (named) return named
  if (stdin.isTTY) return process.platform === "win32" ? "notepad" : "vi"
  throw new WhkError("VALUE_MISSING", "--edit has no editor, and there is no terminal for the usual one.", {
    hint: "Set VISUAL or EDITOR to a command, or change single fields with --set path=value.",
  })
}

/**
 * What the user makes of a body in an editor. The text stands in a file of the user alone for that time. A line break
 * that the editor puts at the end by itself is taken off. Throws EDIT_LEFT when the editor fails or nothing was
 * changed, USAGE for a body that is not text.
 */
export async function editBody(
  body: Uint8Array,
  { editor, name }: { readonly editor: string; readonly name: string },
): Promise<Buffer> {
  if (decodeUtf8(body) === undefined)
    throw new WhkError("USAGE", `The body of ${name} is not text.`, {
      hint: "Write it to a file with `whk delivery --format capture`, and send that with `whk trigger --from`.",
    })
  const folder = await mkdtemp(join(tmpdir(), "whk-edit-"))
  const file = join(folder, `${name}.${readJson(body) ? "json" : "txt"}`)
  try {
    await writeFile(file, body, { mode: 0o600 })
    await runEditor(editor, file)
    const edited = await readFile(file)
    const changed = endsLine(body) ? edited : withoutLastLineBreak(edited)
    if (!changed.equals(body)) return changed
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  throw new WhkError("EDIT_LEFT", "Nothing was changed, so nothing was sent.")
}

function endsLine(body: Uint8Array): boolean {
  return body.at(-1) === 0x0a
}

function withoutLastLineBreak(body: Buffer): Buffer {
  if (!endsLine(body)) return body
  return body.subarray(0, body.at(-2) === 0x0d ? -2 : -1)
}

/** Runs it as a shell would, so that `code --wait` works; stdout is for data, so what it prints goes to stderr. */
async function runEditor(editor: string, file: string): Promise<void> {
  const isWindows = process.platform === "win32"
  const child = isWindows
    ? spawn(`${editor} "${file}"`, { shell: true, stdio: ["inherit", "inherit", "inherit"] })
    : spawn("sh", ["-c", `${editor} "$@"`, editor, file], {
        stdio: ["inherit", process.stdout.isTTY ? "inherit" : process.stderr, "inherit"],
      })
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (...ended) => resolve(ended))
  }).catch((cause: unknown) => {
    throw new WhkError("EDIT_LEFT", `"${quoted(editor)}" cannot be started; nothing was sent.`, { cause })
  })
  if (code === 0) return
  throw new WhkError("EDIT_LEFT", `"${quoted(editor)}" ended with ${signal ?? code}; nothing was sent.`)
}
