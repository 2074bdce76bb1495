import { WhkError } from "../../errors.ts"

/** Refuses a notation that would break the promise of --json. Throws USAGE. */
export function requireJson(format: string): void {
  if (["json", "har", "capture"].includes(format)) return
  throw new WhkError("USAGE", `--format ${format} is not JSON, which --json asks for.`, {
    hint: "Leave one of them out, or use --format capture.",
  })
}
