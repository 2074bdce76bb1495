import { type Command as Program, Option } from "commander"
import { examples } from "./examples.ts"
import type { Act } from "./program.ts"
import { assumeFlags, collect, targetFlags } from "./request-flags.ts"

/** The command that checks an endpoint. */
export function addCheckCommand(program: Program, act: Act): void {
  const check = program
    .command("check")
    .description("check how an endpoint handles signatures, and name its bug")
    .argument("[target]", "the endpoint: 3000, localhost:3000/hooks, https://… or unix:/path.sock:/hooks")
    .option("--provider <id|file>", "whose events (default: the project's, else standard-webhooks)")
    .option(
      "--secret <value>",
      "the endpoint's secret: a literal, env:NAME, file:PATH or - (default: as for signing)",
    )
    .option("--event <type>", "which event (default: the provider's test event, else its first)")
    .option("--from <file>", "the body of a captured event instead of a sample")
    .option("--url <url>", "the URL to sign, where the endpoint knows itself by another address")
    .addOption(
      new Option("--header <name:value>", "a header for every request; repeatable").argParser(collect),
    )
    .option("--verify-token <text>", "the token that the endpoint expects in handshakes that have one")
    .option("--seed <n>", "repeatable values and ids (default: 1)")
    .addOption(new Option("--case <id...>", "only these cases"))
    .addOption(new Option("--skip <id...>", "all but these cases"))
    .option("--list", "list the cases of the provider, and send nothing")
    .option("--exec <command>", "start the app first, wait for the target's port, and stop it at the end")
    .option(
      "--secret-env <name>",
      "with --exec: the variable that gives the app its key (default: WHK_SECRET)",
    )
    .option("--start-timeout <duration>", "with --exec: how long the app may take to listen (default: 60s)")
    .option("--baseline <file>", "failures that are accepted; new ones still fail")
    .option("--write-baseline <file>", "accept what fails now: write it down, and exit 0")
    .option("--junit <file>", "write a JUnit report as well")
    .option("--format <format>", "pretty, json, junit, tap, github or markdown (default: pretty)")
    .option("--framework <name>", "show fixes for this framework (default: the one found in this folder)")
    .addOption(
      new Option("--self-test", "prove the cases against handlers of whk's own").conflicts([
        "exec",
        "baseline",
      ]),
    )
  act(
    assumeFlags(targetFlags(check)).addHelpText(
      "after",
      examples(
        "whk check localhost:3000/webhooks --provider stripe --secret env:STRIPE_SECRET",
        "whk check 3000 --exec 'node server.js' --provider github --junit report.xml",
        "whk check 3000 --format github --baseline check-baseline.json",
        "whk check --list --provider slack",
      ),
    ),
    () => import("../commands/check.ts"),
  )
}
