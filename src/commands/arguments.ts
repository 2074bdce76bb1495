import { WhkError } from "../errors.ts"
import type { Context, Invocation } from "./context.ts"
import { type IdPrefix, refuseOtherKind } from "./id-kinds.ts"

/** A positional argument, trimmed; undefined when it was left out or is empty. */
export function argument({ args }: Pick<Invocation<unknown>, "args">, index: number): string | undefined {
  const value = args[index]
  return (typeof value === "string" && value.trim()) || undefined
}

/** The id that is the first argument. Throws VALUE_MISSING for an empty one, USAGE for one of another kind. */
export function requireId(invocation: Pick<Invocation<unknown>, "args">, wanted?: IdPrefix): string {
  const id = argument(invocation, 0)
  if (id !== undefined && wanted) refuseOtherKind(id, wanted)
  if (id !== undefined) return id
  throw new WhkError("VALUE_MISSING", "<id> is missing.", {
    hint: "Run the matching list command to see the ids.",
  })
}

/**
 * The id that is the first argument; undefined where it was left out and can be asked for. Throws VALUE_MISSING where
 * nobody can be asked, USAGE for an id of another kind.
 */
export function idOrAsk(
  { out }: Pick<Context, "out">,
  invocation: Pick<Invocation<unknown>, "args">,
  command: string,
  wanted: IdPrefix,
): string | undefined {
  if (invocation.args[0] !== undefined) return requireId(invocation, wanted)
  if (out.interactive) return undefined
  throw new WhkError("VALUE_MISSING", "<id> is missing.", {
    hint: `Run \`whk ${command} --help\` to see how it is used.`,
  })
}

/** The values of a variadic argument. */
export function argumentList({ args }: Pick<Invocation<unknown>, "args">, index: number): readonly string[] {
  const value = args[index]
  return Array.isArray(value) ? value.map(String) : []
}
