import { basename } from "node:path"
import { nearest } from "../domain/event-types.ts"
import { EXIT, WhkError } from "../errors.ts"
import { argument } from "./arguments.ts"
import { SCRIPTS, type Shell, SHELLS } from "./completion/scripts.ts"
import type { Command } from "./context.ts"
import { quoted } from "./request/read-flags.ts"

/** Prints what a shell has to read to complete commands, flags, event types and ids. */
export const run: Command<object> = async ({ out, env }, invocation) => {
  const shell = readShell(argument(invocation, 0) ?? basename(env["SHELL"] ?? ""))
  const script = SCRIPTS[shell]
  out.value({ shell, script })
  if (!out.json) out.bytes(Buffer.from(script))
  return EXIT.done
}

function readShell(text: string): Shell {
  const known = SHELLS.find((shell) => shell === text)
  if (known) return known
  const [near] = nearest(text, SHELLS)
  throw new WhkError("USAGE", `"${quoted(text)}" is not a shell that whk completes in.`, {
    hint: near ? `Did you mean \`whk completion ${near}\`?` : `Use one of ${SHELLS.join(", ")}.`,
  })
}
