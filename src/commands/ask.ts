import type { CANCEL_SYMBOL } from "@clack/prompts"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { providers } from "../providers/catalogue.ts"
import { builtIn } from "../providers/registry.ts"
import type { Context } from "./context.ts"

/** Asks for an endpoint's URL. Like the other questions it throws QUESTION_LEFT on Ctrl-C or Escape. */
export async function askUrl({ stop }: Context, isValid: (text: string) => string): Promise<string> {
  const { text } = await import("@clack/prompts")
  const answer = await text({
    message: "Where should deliveries go?",
    placeholder: "https://example.com/hooks",
    validate: (value) => problemOf(() => isValid(value ?? "")),
    signal: stop,
  })
  return isValid(answered(answer))
}

/** Asks for a provider. */
export async function askProvider({ stop }: Context): Promise<Provider> {
  const { autocomplete } = await import("@clack/prompts")
  const id = await autocomplete({
    message: "Whose webhooks?",
    placeholder: "type to search",
    options: providers.map(({ id, name }) => ({ value: id, label: name })),
    maxItems: 12,
    signal: stop,
  })
  return builtIn(answered(id))!
}

/** Asks for event types that can be subscribed to. */
export async function askEvents({ stop }: Context, provider: Provider): Promise<readonly string[]> {
  const { autocompleteMultiselect } = await import("@clack/prompts")
  const types = await autocompleteMultiselect({
    message: `Which events of ${provider.name}?`,
    placeholder: "type to search, Tab selects",
    options: provider.events
      .filter(({ status }) => status !== "test-only")
      .map(({ type, title, status }) => ({ value: type, hint: status === "live" ? title : "coming soon" })),
    maxItems: 12,
    required: true,
    signal: stop,
  })
  return answered(types)
}

/** Asks for one event type. */
export async function askEvent({ stop }: Context, provider: Provider): Promise<string> {
  const { autocomplete } = await import("@clack/prompts")
  const type = await autocomplete({
    message: `Which event of ${provider.name}?`,
    placeholder: "type to search",
    options: provider.events.map(({ type, title }) => ({ value: type, label: type, hint: title })),
    maxItems: 12,
    signal: stop,
  })
  return answered(type)
}

/** Something that can be chosen by its id. */
export interface Choice {
  readonly id: string
  /** Cleaned. */
  readonly label: string
}

/** Asks for one of several things; with none of them throws NOT_FOUND, which says how to come by one. */
export async function askChoice(
  { stop }: Context,
  choices: readonly Choice[],
  { message, none, hint }: { readonly message: string; readonly none: string; readonly hint: string },
): Promise<string> {
  if (choices.length === 0) throw new WhkError("NOT_FOUND", none, { hint })
  const { autocomplete } = await import("@clack/prompts")
  const id = await autocomplete({
    message,
    placeholder: "type to search",
    options: choices.map(({ id, label }) => ({ value: id, label, hint: cleanText(id, 60) })),
    maxItems: 12,
    signal: stop,
  })
  return answered(id)
}

/** Asks for a key or a password, which is not shown. */
export async function askHidden({ stop }: Context, message: string): Promise<string> {
  const { password } = await import("@clack/prompts")
  return answered(await password({ message, mask: "•", signal: stop }))
}

/** Asks before something that cannot be taken back; `No` unless the user says otherwise. */
export async function askToGoOn({ stop }: Context, message: string): Promise<boolean> {
  const { confirm } = await import("@clack/prompts")
  return answered(await confirm({ message, initialValue: false, signal: stop }))
}

export function answered<Value>(answer: Value | typeof CANCEL_SYMBOL): Value {
  if (typeof answer !== "symbol") return answer
  throw new WhkError("QUESTION_LEFT", "Left without an answer; nothing was done.")
}

export function problemOf(check: () => unknown): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
