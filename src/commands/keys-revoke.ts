import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import { requireId } from "./arguments.ts"
import { type ConfirmFlags, type Destruction, isConfirmed, requireConfirmation } from "./confirm.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"

const REVOKING: Destruction = { verb: "Revoke", doing: "Revoking", done: "revoked" }

/** Ends an API key at once, after asking; the key that this very command uses only with --yes. */
export const run: Command<ConnectionOptions & ConfirmFlags> = async (context, invocation) => {
  const { options } = invocation
  const given = requireId(invocation, "key")
  requireConfirmation(context, options, `the key "${given}"`, REVOKING)
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const { id, name, isInUse } = await find(api, given)
    if (isInUse && options.yes !== true) throw inUse(id)
    const what = `the key ${cleanText(id)}${name === undefined ? "" : ` ("${cleanText(name, 100)}")`}`
    if (!(await isConfirmed(context, options, what, REVOKING))) return EXIT.bad
    await api.revokeKey(id)
    context.out.value({ id, revoked: true })
    context.out.data(`Revoked ${what}.`)
    return EXIT.done
  })
}

/** The key that the beginning of an id means; what fits none or several is left to the relay's own words. */
async function find(
  api: ManagementApi,
  given: string,
): Promise<{ readonly id: string; readonly name?: string; readonly isInUse: boolean }> {
  const beginning = given.startsWith("key_") ? given : `key_${given}`
  const fitting = (await api.keys()).items.filter(({ id }) => id.startsWith(beginning))
  const [found] = fitting
  if (!found || fitting.length > 1) return { id: given, isInUse: false }
  const { keyId } = await api.workspace()
  return { id: found.id, name: found.name, isInUse: found.id === keyId }
}

function inUse(id: string): WhkError {
  return new WhkError("RULE_REFUSED", `${id} is the key that this command itself uses.`, {
    hint: "Add --yes to end it anyway: whoever uses it, this machine too, then needs another one.",
  })
}
