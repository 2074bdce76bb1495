import { WhkError } from "../errors.ts"
import { askToGoOn } from "./ask.ts"
import type { Context } from "./context.ts"

/** The flag of every command that destroys something. */
export interface ConfirmFlags {
  readonly yes?: boolean
}

/** What is done to it, in the words of questions and errors. */
export interface Destruction {
  readonly verb: string
  readonly doing: string
  readonly done: string
}

const DELETING: Destruction = { verb: "Delete", doing: "Deleting", done: "deleted" }

/** Refuses, before anything is done, a destruction that nobody can be asked about and no flag confirms. */
export function requireConfirmation(
  { out }: Context,
  { yes }: ConfirmFlags,
  what: string,
  doing: Destruction = DELETING,
): void {
  if (yes === true || out.interactive) return
  throw new WhkError(
    "USAGE",
    `${doing.doing} ${what} cannot be undone, and there is no terminal to ask on.`,
    {
      hint: "Add --yes if that is what you want.",
    },
  )
}

/**
 * Whether to go on with what can be made good again, but ends something at once: --yes, or the user's answer. Without a
 * terminal the command alone says it.
 */
export async function isMeant(context: Context, { yes }: ConfirmFlags, question: string): Promise<boolean> {
  if (yes === true || !context.out.interactive || (await askToGoOn(context, question))) return true
  context.out.talk("Nothing was changed.")
  return false
}

/** Whether to go on: --yes, or the user's answer. */
export async function isConfirmed(
  context: Context,
  { yes }: ConfirmFlags,
  what: string,
  { verb, done }: Destruction = DELETING,
): Promise<boolean> {
  if (yes === true || (await askToGoOn(context, `${verb} ${what}? This cannot be undone.`))) return true
  context.out.talk(`Nothing was ${done}.`)
  return false
}
