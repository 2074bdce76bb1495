import type { Command as Program } from "commander"
import type { Act } from "./program.ts"

/** Commands that need no relay. */
export function addOfflineCommands(program: Program, act: Act): void {
  act(
    program
      .command("providers")
      .description("list providers, or show one in full")
      .argument("[id]", "a provider"),
    () => import("../commands/providers.ts"),
  ).addHelpText(
    "after",
    "\nExamples:\n  whk providers\n  whk providers axiestudio\n  whk providers stripe --json",
  )
}
