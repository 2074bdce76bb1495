import type { CANCEL_SYMBOL } from "@clack/prompts"
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
  const { select } = await import("@clack/prompts")
  const id = await select({
    message: "Whose webhooks?",
    options: providers.map(({ id, name }) => ({ value: id, label: name })),
    maxItems: 12,
    signal: stop,
  })
  return builtIn(answered(id))!
}

/** Asks for event types that can be subscribed to. */
export async function askEvents({ stop }: Context, provider: Provider): Promise<readonly string[]> {
  const { multiselect } = await import("@clack/prompts")
  const types = await multiselect({
    message: `Which events of ${provider.name}?`,
    options: provider.events
      .filter(({ status }) => status !== "test-only")
      .map(({ type, title, status }) => ({ value: type, hint: status === "live" ? title : "coming soon" })),
    maxItems: 12,
    required: true,
    signal: stop,
  })
  return answered(types)
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
