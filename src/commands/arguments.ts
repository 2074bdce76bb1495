import { WhkError } from "../errors.ts"
import type { Invocation } from "./context.ts"
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

/** The values of a variadic argument. */
export function argumentList({ args }: Pick<Invocation<unknown>, "args">, index: number): readonly string[] {
  const value = args[index]
  return Array.isArray(value) ? value.map(String) : []
}
