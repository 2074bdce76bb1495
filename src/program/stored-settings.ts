import type { Command as Program } from "commander"
import { confirmed } from "./connection-flags.ts"
import { examples } from "./examples.ts"
import type { Act } from "./program.ts"

/** Commands for the settings that are kept: of a project, and of this machine. */
export function addStoredSettingsCommands(program: Program, act: Act): void {
  addConfigCommands(program, act)
  addProfileCommands(program, act)
}

const SETTING = "provider, secret, forward, inbox, relay, workspace or routes"

function addConfigCommands(program: Program, act: Act): void {
  const config = program
    .command("config")
    .description("the settings in effect here, and those of the project's whk.config.json")
    .addHelpText("after", examples("whk config list", "whk config set provider github"))
  act(
    config
      .command("path")
      .description("show where settings, keys and data are")
      .addHelpText("after", examples("whk config path", "whk config path --json")),
    () => import("../commands/config-path.ts"),
  )
  act(
    config
      .command("list")
      .description("list the settings in effect, and where each comes from")
      .addHelpText("after", examples("whk config list", "whk config list --json")),
    () => import("../commands/config-list.ts"),
  )
  act(
    config
      .command("get")
      .description("show one setting as it is in effect")
      .argument("<name>", SETTING)
      .addHelpText("after", examples("whk config get forward", "whk config get forward --json")),
    () => import("../commands/config-get.ts"),
  )
  act(
    config
      .command("set")
      .description("set it in the project's whk.config.json")
      .argument("<name>", SETTING)
      .argument("<value...>", "its value; routes takes several")
      .addHelpText(
        "after",
        examples(
          "whk config set provider github",
          "whk config set secret env:GITHUB_WEBHOOK_SECRET",
          "whk config set routes 'invoice.*=localhost:4000/inv' 'user.*=localhost:5000'",
        ),
      ),
    () => import("../commands/config-set.ts"),
  )
  act(
    config
      .command("unset")
      .description("take it out of the project's whk.config.json")
      .argument("<name>", SETTING)
      .addHelpText("after", examples("whk config unset routes", "whk config unset inbox --json")),
    () => import("../commands/config-unset.ts"),
  )
}

function addProfileCommands(program: Program, act: Act): void {
  const profile = program
    .command("profile")
    .description("named sets of settings on this machine")
    .addHelpText(
      "after",
      examples("whk profile set work relay=https://hooks.example.com", "whk profile list"),
    )
  act(
    profile
      .command("list")
      .description("list the profiles and what each sets")
      .addHelpText("after", examples("whk profile list", "whk profile list --json")),
    () => import("../commands/profile-list.ts"),
  )
  act(
    profile
      .command("use")
      .description("choose the profile that is used when none is named")
      .argument("[name]", "its name")
      .option("--none", "use none")
      .addHelpText("after", examples("whk profile use work", "whk profile use --none")),
    () => import("../commands/profile-use.ts"),
  )
  act(
    profile
      .command("set")
      .description("set what a profile says; makes it where there is none")
      .argument("<name>", "its name")
      .argument(
        "<setting=value...>",
        `${SETTING.replace("workspace", "api, workspace")}; an empty value takes it out`,
      )
      .addHelpText(
        "after",
        examples(
          "whk profile set work relay=https://hooks.example.com provider=github",
          "whk profile set work provider=",
        ),
      ),
    () => import("../commands/profile-set.ts"),
  )
  act(
    confirmed(profile.command("remove"))
      .description("forget a profile")
      .argument("<name>", "its name")
      .addHelpText("after", examples("whk profile remove work", "whk profile remove work --yes")),
    () => import("../commands/profile-remove.ts"),
  )
}
