import { answered, askToGoOn, problemOf } from "../ask.ts"
import type { Context } from "../context.ts"

/** Asks for a text, with one that Enter takes. Throws QUESTION_LEFT. */
export async function askText(
  { stop }: Context,
  message: string,
  usual: string,
  read: (text: string) => unknown,
): Promise<string> {
  const { text } = await import("@clack/prompts")
  const answer = await text({
    message,
    placeholder: usual,
    defaultValue: usual,
    validate: (value) => problemOf(() => read(value === undefined || value === "" ? usual : value)),
    signal: stop,
  })
  return answered(answer)
}

/** Asks before a file is replaced. */
export async function askToReplace(context: Context, name: string): Promise<boolean> {
  return await askToGoOn(context, `${name} is there already. Replace it?`)
}
