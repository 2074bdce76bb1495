import type { Command as Program } from "commander"
import { connected, confirmed } from "./connection-flags.ts"
import { examples } from "./examples.ts"
import type { Act } from "./program.ts"

/** Commands about who may use a relay. */
export function addAccessCommands(program: Program, act: Act): void {
  act(
    program
      .command("login")
      .description("keep an API key for a relay; asks for it, or reads it from standard input")
      .option("--relay <url>", "the relay (default: the one on this machine)")
      .option("--workspace <id>", "take the key only if it belongs to this workspace")
      .addHelpText(
        "after",
        examples(
          "whk login --relay https://hooks.example.com",
          "whk login --relay https://hooks.example.com < key.txt",
        ),
      ),
    () => import("../commands/login.ts"),
  )
  act(
    program
      .command("logout")
      .description("forget the API key that is kept for a relay")
      .option("--relay <url>", "the relay (default: the one on this machine)")
      .addHelpText("after", examples("whk logout", "whk logout --relay https://hooks.example.com")),
    () => import("../commands/logout.ts"),
  )
  act(
    program
      .command("inspect")
      .description("open the relay's page in the browser: deliveries as they come, endpoints, replay")
      .option("--relay <url>", "the relay (default: the one on this machine)")
      .option("--workspace <id>", "for relays that have workspaces")
      .option("--no-open", "only print the address; it opens the page once, within 60 seconds")
      .addHelpText("after", examples("whk inspect", "whk inspect --no-open", "whk inspect --json")),
    () => import("../commands/inspect.ts"),
  )
  const keys = program
    .command("keys")
    .description("the API keys of a relay")
    .addHelpText("after", examples("whk keys create ci", "whk keys list"))
  act(
    connected(keys.command("create"))
      .argument("<name>", "what it is for")
      .description("make an API key; prints it once")
      .addHelpText("after", examples("whk keys create ci", "whk keys create laptop --json")),
    () => import("../commands/keys-create.ts"),
  )
  act(
    connected(keys.command("list"))
      .description("list the API keys, without the keys themselves")
      .addHelpText("after", examples("whk keys list", "whk keys list --json")),
    () => import("../commands/keys-list.ts"),
  )
  act(
    confirmed(connected(keys.command("revoke")).argument("<id>", "a key's id, or the beginning of it"))
      .description("end an API key at once")
      .addHelpText(
        "after",
        examples("whk keys revoke key_01jd3k8x9q", "whk keys revoke key_01jd3k8x9q --yes"),
      ),
    () => import("../commands/keys-revoke.ts"),
  )
}
