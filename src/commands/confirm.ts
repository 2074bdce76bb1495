import { WhkError } from "../errors.ts"
import { askToGoOn } from "./ask.ts"
import type { Context } from "./context.ts"

/** The flag of every command that destroys something. */
export interface ConfirmFlags {
  readonly yes?: boolean
}

/** Refuses, before anything is done, a destruction that nobody can be asked about and no flag confirms. */
export function requireConfirmation({ out }: Context, { yes }: ConfirmFlags, what: string): void {
  if (yes === true || out.interactive) return
  throw new WhkError("USAGE", `Deleting ${what} cannot be undone, and there is no terminal to ask on.`, {
    hint: "Add --yes if that is what you want.",
  })
}

/** Whether to go on: --yes, or the user's answer. */
export async function isConfirmed(context: Context, { yes }: ConfirmFlags, what: string): Promise<boolean> {
  if (yes === true || (await askToGoOn(context, `Delete ${what}? This cannot be undone.`))) return true
  context.out.talk("Nothing was deleted.")
  return false
}
