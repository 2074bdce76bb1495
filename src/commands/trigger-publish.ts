import { WhkError } from "../errors.ts"
import type { Command } from "./context.ts"

/** Publishing on a relay is not there yet. */
export const run: Command<object> = () =>
  Promise.reject(
    new WhkError("VALUE_MISSING", "--to is missing.", {
      hint: "Name where to send it, for example --to localhost:3000.",
    }),
  )
