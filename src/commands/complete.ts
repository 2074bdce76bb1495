import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { lookUp } from "./complete/look-up.ts"
import type { Command } from "./context.ts"

/** What can be looked up for a word at the cursor. `file`: the shell completes it. */
export type ValueKind =
  | "provider"
  | "event"
  | "profile"
  | "inbox"
  | "endpoint"
  | "endpoint-or-inbox"
  | "delivery"
  | "key"
  | "framework"
  | "case"
  | "status"
  | "setting"
  | "file"

/** The words that are known by the command line itself, and what else is to be looked up. */
export interface CompletionQuestion {
  readonly words: readonly { readonly value: string; readonly description: string }[]
  readonly kind: ValueKind | undefined
  readonly prefix: string
  readonly typed: string
  /** The provider that the words before name. */
  readonly provider: string | undefined
}

// Nothing that a shell could take for more than a word.
const PLAIN = /^[\w.,:=@/*+-]+$/
const LONGEST_DESCRIPTION = 70

/**
 * `whk __complete`, which the scripts of `whk completion` call: a line for each word that fits, with a tab and a
 * description behind it, or `:files`. It never fails and never says a word on stderr.
 */
export function completing({ words, kind, prefix, typed, provider }: CompletionQuestion): Command<object> {
  return async (context) => {
    const print = (text: string): void => context.out.bytes(Buffer.from(text))
    if (kind === "file") print(":files\n")
    const found = kind === undefined ? [] : await lookUp(context, kind, provider).catch(() => [])
    for (const { value, description } of [...words, ...found]) {
      const word = `${prefix}${value}`
      if (!value.startsWith(typed) || !PLAIN.test(word)) continue
      print(`${word}\t${cleanText(description, LONGEST_DESCRIPTION)}\n`)
    }
    return EXIT.done
  }
}
