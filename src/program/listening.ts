import { type Command as Program, Option } from "commander"
import { examples } from "./examples.ts"
import type { Act } from "./program.ts"
import { assumeFlags, collect } from "./request-flags.ts"

/** Commands that receive: the listener, the relay, and the demonstration of both. */
export function addListeningCommands(program: Program, act: Act): void {
  addListenCommand(program, act)
  act(
    program
      .command("relay")
      .description("run the relay: public inboxes, storage, retries, management API")
      .option("--host <address>", "address to listen on", "127.0.0.1")
      .option("--port <n>", "port to listen on; 0 takes a free one", "4400")
      .option("--data <dir>", "where deliveries and endpoints are kept")
      .option("--seal-key-file <file>", "what seals stored secrets (default: seal.key in the data folder)")
      .option("--public-url <url>", "the address senders use, when a tunnel or proxy stands in front")
      .option("--tls-cert <file>", "serve https with this certificate")
      .option("--tls-key <file>", "and this key")
      .option("--insecure-http", "serve plain http to other machines")
      .option(
        "--trust-proxy <ranges>",
        "believe X-Forwarded-* from these proxies: 10.0.0.0/8,fd00::/8 or loopback",
      )
      .option(
        "--check-source",
        "refuse deliveries from addresses that the inbox's provider does not send from",
      )
      .option("--client-cert <file>", "deliver to https endpoints with this client certificate (PEM)")
      .option("--client-key <file>", "and its key (PEM)")
      .option("--cacert <file>", "trust this authority for https endpoints, beside the usual ones (PEM)")
      .option("--max-body <size>", "largest body that is taken", "25mb")
      .option(
        "--rate <n>",
        "deliveries an inbox may take in a second, four times that at once; 0: no limit",
        "500",
      )
      .option(
        "--min-free <size>",
        "take nothing while the disk has less room (default: 2 % of it, 256mb to 2gb)",
      )
      .option("--time-scale <n>", "run retry schedules n times faster", "1")
      .option("--allow-private-targets", "let endpoints point to private networks (default on loopback)")
      .addOption(
        new Option(
          "--log <format>",
          "how stderr tells what happens; on a terminal pretty unless told",
        ).choices(["pretty", "json"]),
      )
      .addOption(
        new Option("--log-level <level>", "how much of it")
          .choices(["debug", "info", "warn", "error", "silent"])
          .default("info"),
      )
      .option(
        "--retention <duration>",
        "how long deliveries are kept once they have ended; none: for ever",
        "7d",
      )
      .option(
        "--disable-after <duration>",
        "switch an endpoint off that has only failed for so long; none: never",
        "5d",
      )
      .option("--grace <duration>", "how long work in flight may finish when stopping", "30s"),
    () => import("../commands/relay.ts"),
  ).addHelpText(
    "after",
    `
Examples:
  whk relay
  whk relay --port 8080 --data ./relay-data
  whk relay --trust-proxy loopback --public-url https://hooks.example.com`,
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
    program.command("demo").description("show the whole loop on this machine"),
    () => import("../commands/demo.ts"),
  ).addHelpText("after", "\nExamples:\n  whk demo\n  whk demo --json")
}

function addListenCommand(program: Program, act: Act): void {
  const listen = program
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
      "the signing secret, also for handshakes that need it: a literal, env:NAME, file:PATH or -",
    )
    .option("--verify-token <text>", "the token that the provider shows in its handshake (Meta, Strava)")
    .option("--public-url <url>", "the address the embedded relay is reached at from outside")
  claimFlags(listen)
  sieveFlags(listen)
  localFlags(listen)
    .option("--create", "register an endpoint for --events that leads here, and remove it at the end")
    .option("--api <url|provider>", "with --create: the management API (default: the relay's)")
    .option("--workspace <id>", "with --create: the workspace, where the API has several")
    .addOption(new Option("--once", "stop after the first delivery is settled").conflicts("until"))
    .option("--until <n>", "stop after n deliveries are settled; skipped ones do not count")
    .option("--exec <command>", "start the app first, wait for its port, and stop it at the end")
    .option("--start-timeout <duration>", "with --exec: how long the app may take to listen (default: 60s)")
    .option("--ready-file <file>", "write the ready line to this file when ready")
    .option("--write-env <file>", "set WHK_URL, WHK_INBOX and WHK_SECRET in this .env file when ready")
    .option("--record <dir>", "write every delivery to a capture file")
    .option("--redact", "with --record: without secrets and personal values, as far as they can be told")
    .option("--format <format>", "pretty, compact or json")
    .option("--no-interactive", "on a terminal: lines only, no live view and no keys")
  act(
    assumeFlags(listen).addHelpText(
      "after",
      examples(
        "whk listen --forward localhost:3000",
        "whk listen --forward 3000 --inbox billing --path /webhooks",
        "whk listen --forward --json --until 1 --ready-file ready.json",
        "whk listen --forward 3000 --route 'invoice.*=localhost:4000/inv' --events 'user.*,invoice.*'",
        "whk listen --forward 3000 --exec 'node server.js' --provider github --reject-unverified",
      ),
    ),
    () => import("../commands/listen.ts"),
  )
}

/** How the inbox is held, and what its senders are told. */
function claimFlags(listen: Program): Program {
  return listen
    .option("--share <how>", "with other listeners: newest takes over (default), broadcast or round-robin")
    .addOption(
      new Option("--exclusive", "refuse to start beside, or to give way to, another listener").conflicts(
        "share",
      ),
    )
    .option("--ordered", "one at a time, in order; one that fails holds up the rest until it is given up")
    .option("--since <when>", "of what waits: last (all, the default), now, 1h, or a delivery's id")
    .option("--max-backlog <n>", "refuse more than n waiting deliveries; none: no limit; kept by the inbox")
    .option(
      "--respond <what>",
      "the sender gets: local (the app's answer) or ack (success once stored); kept by the inbox",
    )
    .option(
      "--offline <what>",
      "while nobody listens: queue (acknowledge and keep) or reject (503); kept by the inbox",
    )
    .option(
      "--retries <who>",
      "a failure is retried by: auto (whoever was told), provider, whk or none; kept by the inbox",
    )
}

/** What is forwarded, and where to. */
function sieveFlags(listen: Program): Program {
  return listen
    .addOption(
      new Option(
        "--events <types>",
        "forward only these, separated by commas; * matches dots; the rest is stored and listed as skipped",
      ).argParser(collectList),
    )
    .addOption(
      new Option(
        "--filter <condition>",
        "forward only what fits: path=value, != ^= (begins) *= (holds) < >, or a path; repeatable",
      ).argParser(collect),
    )
    .addOption(
      new Option(
        "--route <types=target>",
        "forward these events there instead; every route that fits gets the same bytes, the sender the worst answer; repeatable",
      ).argParser(collect),
    )
    .option("--verify", "judge every signature; needs --secret, or takes the usual one")
    .option(
      "--reject-unverified",
      "as --verify, and answer 401 to what is not verified instead of forwarding it",
    )
    .option("--dedupe", "forward no delivery again that the app has answered with success")
    .option(
      "--inject <faults>",
      "faults on purpose, separated by commas: delay=2s,duplicate=0.1; also drop-response, flip-byte",
    )
    .option("--seed <n>", "with --inject: the same faults every time")
}

/** The request that the local server gets, and the connection to it. */
function localFlags(listen: Program): Program {
  return listen
    .option("--path <path>", "forward to exactly this path")
    .option("--header <name:value>", "set a header on the local request; repeatable", collect, [])
    .option("--remove-header <name>", "leave a header out of the local request; repeatable", collect, [])
    .option("--host-header <mode>", "rewrite or keep the Host header", "rewrite")
    .option("--timeout <duration>", "how long the local server may take to answer", "30s")
    .option("--http2", "offer HTTP/2 to an https target")
    .option("--max-in-flight <n>", "local requests at one time", "64")
    .option(
      "--max-body <size>",
      "largest body the embedded relay takes, and the largest that is judged",
      "25mb",
    )
    .option("--insecure", "do not check the certificate of an https target")
    .option("--cacert <file>", "trust this certificate authority for an https target (PEM)")
    .option("--client-cert <file>", "client certificate for an https target (PEM)")
    .option("--client-key <file>", "and its key")
}

function collectList(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, ...text.split(",")]
}
