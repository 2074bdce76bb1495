import { createStandardInput } from "../config/standard-input.ts"
import { isLoopbackHost } from "../domain/target.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { createRelayApi } from "../manage/relay-api.ts"
import { findRunningRelay } from "../manage/running-relay.ts"
import { askHidden } from "./ask.ts"
import { type ConnectionSettings, readConnectionSettings } from "./connection-settings.ts"
import { holdToWorkspace } from "./connection.ts"
import type { Command, Context } from "./context.ts"

interface Options {
  readonly relay?: string
  readonly workspace?: string
}

/** Takes an API key for a relay, sees that it is valid there, and keeps it for that relay alone. */
export const run: Command<Options> = async (context, { options }) => {
  const { out, env, stop } = context
  const settings = await readConnectionSettings(context, options)
  const relay = await requireRelay(settings)
  const { origin, hostname, protocol } = new URL(relay)
  if (protocol === "http:" && !isLoopbackHost(hostname))
    out.warn(`${origin} is not https: the key crosses the network in clear text.`)
  const key = await readKey(context, relay)
  const api = createRelayApi({ url: relay, key, stop })
  try {
    const { id, name } = await api.workspace()
    if (settings.workspaceByFlag) await holdToWorkspace(api, settings.workspace!)
    await settings.keyring.saveKey(relay, key)
    out.value({ relay, workspace: { id, name }, path: settings.keyring.path })
    out.data(`Logged in at ${cleanText(relay)}, workspace ${cleanText(name)} (${cleanText(id)}).`)
    out.talk(out.talkColor.dim(`The key is kept in ${cleanText(settings.keyring.path, 1000)}`))
    if (env["WHK_API_KEY"]) out.warn("WHK_API_KEY is set, and is used before the key that is kept.")
    return EXIT.done
  } finally {
    await api.close()
  }
}

/** The relay that the settings name, else the one on this machine. Throws VALUE_MISSING without either. */
export async function requireRelay({ relay, paths }: ConnectionSettings): Promise<string> {
  const found = relay ?? (await findRunningRelay(paths.run))?.url
  if (found !== undefined) return found
  throw new WhkError("VALUE_MISSING", "--relay is missing: no relay is running on this machine.", {
    hint: "Name it, for example --relay https://hooks.example.com, or set WHK_RELAY.",
  })
}

/** A key of a relay, from a prompt that does not show it or from standard input. It is never quoted in an error. */
async function readKey(context: Context, relay: string): Promise<string> {
  const { stdin, out } = context
  if (stdin.isTTY && !out.interactive) throw noKey("There is no terminal to ask for the key on.")
  const given = stdin.isTTY
    ? await askHidden(context, `API key for ${cleanText(relay)}`)
    : (await createStandardInput(stdin).read("the key")).toString("utf8")
  const key = given.trim()
  if (key === "") throw noKey("No key came from standard input.")
  if (/^whk_[0-9A-Za-z]+$/.test(key)) return key
  throw new WhkError("KEY_REFUSED", "What was given is not the key of a relay, which begins with whk_.", {
    hint: "Make one on the relay's machine with `whk keys create <name>`.",
  })
}

function noKey(message: string): WhkError {
  return new WhkError("VALUE_MISSING", message, {
    hint: "Pipe it in: whk login --relay https://hooks.example.com < key.txt",
  })
}
