import { Argument, type Command as Program } from "commander"
import { connected } from "./connection-flags.ts"
import { examples } from "./examples.ts"
import type { Act } from "./program.ts"

/** Commands that set whk up on a machine and in a project, and find out what is wrong. */
export function addSettingsCommands(program: Program, act: Act): void {
  act(
    program
      .command("init")
      .description("write whk.config.json for this project, and show a handler that verifies")
      .option("--provider <id|file>", "whose webhooks (asked for on a terminal)")
      .option("--forward <target>", "where your server takes them (default: the port found, at /webhooks)")
      .option(
        "--secret-env <name>",
        "the variable that holds the secret (default: <PROVIDER>_WEBHOOK_SECRET)",
      )
      .option("--inbox <name>", "a stable public URL of that name (default: one per project folder)")
      .option("--framework <name>", "show the handler for this framework (default: the one found here)")
      .option("--force", "replace a whk.config.json that is there")
      .option("-y, --yes", "ask nothing: take what was found")
      .addHelpText(
        "after",
        examples(
          "whk init --provider github",
          "whk init --provider stripe --forward localhost:4000/hooks --secret-env STRIPE_SECRET --force",
          "whk init --yes --framework flask --force --json",
        ),
      ),
    () => import("../commands/init.ts"),
  )
  act(
    connected(program.command("doctor"))
      .description("find what is wrong here, or with one endpoint, and say how to put it right")
      .argument("[endpoint]", "an endpoint's id, or the beginning of it (default: this machine and project)")
      .option("--event <type>", "with an endpoint: an event that does not arrive")
      .option("--send", "with an endpoint: also send its test event")
      .addHelpText(
        "after",
        examples("whk doctor", "whk doctor ep_01jd3k8x9q --event user.created", "whk doctor --json"),
      ),
    () => import("../commands/doctor.ts"),
  )
  act(
    program
      .command("completion")
      .description("print a script that completes commands, flags, event types and ids in your shell")
      .addArgument(
        new Argument("[shell]", "bash, zsh, fish or powershell (default: that of $SHELL)")
          .choices(["bash", "zsh", "fish", "powershell"])
          // The command itself refuses others, with the nearest.
          .argParser(String),
      )
      .addHelpText(
        "after",
        examples(
          "source <(whk completion bash)",
          "whk completion zsh > _whk",
          "whk completion fish > whk.fish",
        ),
      ),
    () => import("../commands/completion.ts"),
  )
}
