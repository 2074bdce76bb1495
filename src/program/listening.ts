import { type Command as Program, Option } from "commander"
import type { Act } from "./program.ts"

/** Commands that receive: the listener, the relay, and the demonstration of both. */
export function addListeningCommands(program: Program, act: Act): void {
  act(
    program
      .command("listen")
      .description("bring live deliveries to a local server; starts a relay when none is there")
      .option(
        "--forward [target]",
        "local server to forward to: 3000, localhost:3000/hooks, unix:/path.sock:/hooks",
      )
      .option("--inbox <name>", "a stable public URL of that name (default: one per project folder)")
      .option("--relay <url>", "the relay to listen on")
      .option("--provider <id>", "whose webhooks arrive here; the relay answers its handshakes")
      .option(
        "--secret <value>",
        "handed to the relay for handshakes that need it: a literal, env:NAME, file:PATH or -",
      )
      .option("--verify-token <text>", "the token that the provider shows in its handshake (Meta, Strava)")
      .option("--public-url <url>", "the address the embedded relay is reached at from outside")
      .option("--path <path>", "forward to exactly this path")
      .option("--header <name:value>", "set a header on the local request (repeatable)", collect, [])
      .option("--remove-header <name>", "leave a header out of the local request (repeatable)", collect, [])
      .option("--host-header <mode>", "rewrite or keep the Host header", "rewrite")
      .option("--timeout <duration>", "how long the local server may take to answer", "30s")
      .option("--max-in-flight <n>", "local requests at one time", "64")
      .option("--max-body <size>", "largest body the embedded relay takes", "25mb")
      .option("--insecure", "do not check the certificate of an https target")
      .option("--cacert <file>", "trust this CA for an https target")
      .option("--client-cert <file>", "client certificate for an https target")
      .option("--client-key <file>", "and its key")
      .addOption(new Option("--once", "stop after the first delivery is settled").conflicts("until"))
      .option("--until <n>", "stop after n deliveries are settled")
      .option("--ready-file <file>", "write the ready line to this file when ready")
      .option("--record <dir>", "write every delivery to a capture file")
      .option("--redact", "with --record: without secrets and personal values, as far as they can be told")
      .option("--format <format>", "pretty, compact or json"),
    () => import("../commands/listen.ts"),
  ).addHelpText(
    "after",
    `
Examples:
  whk listen --forward localhost:3000
  whk listen --forward 3000 --inbox billing --path /webhooks
  whk listen --forward --json --until 1 --ready-file ready.json`,
  )

  act(
    program
      .command("relay")
      .description("run the relay: public inboxes, storage, retries, management API")
      .option("--host <address>", "address to listen on", "127.0.0.1")
      .option("--port <n>", "port to listen on; 0 takes a free one", "4400")
      .option("--data <dir>", "where deliveries and endpoints are kept")
      .option("--public-url <url>", "the address senders use, when a tunnel or proxy stands in front")
      .option("--tls-cert <file>", "serve https with this certificate")
      .option("--tls-key <file>", "and this key")
      .option("--insecure-http", "serve plain http to other machines (behind a TLS proxy)")
      .option("--max-body <size>", "largest body that is taken", "25mb")
      .option("--min-free <size>", "take nothing while the disk has less room (default: 256mb or 2 %)")
      .option("--time-scale <n>", "run retry schedules n times faster", "1")
      .option("--allow-private-targets", "let endpoints point to private networks (default on loopback)")
      .option("--grace <duration>", "how long work in flight may finish when stopping", "30s"),
    () => import("../commands/relay.ts"),
  ).addHelpText(
    "after",
    `
Examples:
  whk relay
  whk relay --port 8080 --data ./relay-data
  whk relay --host 0.0.0.0 --insecure-http --public-url https://hooks.example.com`,
  )

  act(
    program
      .command("backup")
      .description("copy the relay's store into one file, also while it runs")
      .argument("<file>", "the copy; as whk.db in an empty folder it is a store again")
      .option("--data <dir>", "the relay's data folder (default: this machine's)")
      .option("--force", "replace the file if it is there"),
    () => import("../commands/backup.ts"),
  ).addHelpText(
    "after",
    `
Examples:
  whk backup monday.db
  whk backup /backups/whk.db --data ./relay-data --force
  mkdir restored && cp monday.db restored/whk.db && whk relay --data restored`,
  )

  act(
    program.command("demo").description("show the whole loop on this machine, with real parts"),
    () => import("../commands/demo.ts"),
  ).addHelpText("after", "\nExamples:\n  whk demo\n  whk demo --json")
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
