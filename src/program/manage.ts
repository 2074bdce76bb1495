import { type Command as Program, Option } from "commander"
import { confirmed, connected } from "./connection-flags.ts"
import { examples } from "./examples.ts"
import type { Act } from "./program.ts"
import { assumeFlags, collect } from "./request-flags.ts"

/** Commands that speak to a management API: a relay's, or with --api a provider's own. */
export function addManagementCommands(program: Program, act: Act): void {
  addEndpointCommands(program, act)
  addSecretAndTestCommands(program, act)
  addDeliveryCommands(program, act)
  addInboxCommands(program, act)
  addWorkspaceCommands(program, act)
}

function addEndpointCommands(program: Program, act: Act): void {
  act(
    connected(program.command("create"))
      .description("register an endpoint; prints its secret once")
      .argument("[url]", "where deliveries go")
      .option("--events <types>", "event types, separated by commas; '*' for all", addToList)
      .option("--name <text>", "a name for people")
      .option("--description <text>", "what it is for")
      .option(
        "--secret <value>",
        "the signing secret: a literal, env:NAME, file:PATH or - (default: one is made)",
      )
      .option("--inactive", "register it switched off")
      .addHelpText(
        "after",
        examples(
          "whk create https://example.com/hooks --provider axiestudio --events user.created,user.updated",
          "whk create localhost:3000/hooks --provider ainexlayer --events '*' --name 'my laptop'",
          "whk create https://example.com/hooks --events invoice.resolved --inactive --json",
        ),
      ),
    () => import("../commands/create.ts"),
  )
  act(
    paged(connected(program.command("list")).description("list endpoints and their totals"))
      .option("--active", "only those that are switched on")
      .option("--inactive", "only those that are switched off")
      .option("--search <text>", "only those whose url, name, description or events hold this text")
      .option("--all", "every page")
      .addHelpText(
        "after",
        examples(
          "whk list",
          "whk list --active --search user.created",
          "whk list --provider axiestudio --json",
        ),
      ),
    () => import("../commands/list.ts"),
  )
  act(
    onEndpoint(program, "get")
      .description("show one endpoint in full")
      .addHelpText("after", examples("whk get ep_01jd3k8x9q", "whk get ep_01jd3k8x9q --json")),
    () => import("../commands/get.ts"),
  )
  act(
    onEndpoint(program, "update")
      .description("change an endpoint; the rest stays as it is")
      .option("--url <url>", "where deliveries go")
      .option("--events <types>", "the whole new list of event types", addToList)
      .option("--add-event <types>", "event types to add", addToList)
      .option("--remove-event <types>", "event types to take away", addToList)
      .option("--name <text>", "a name for people; '' takes it away")
      .option("--description <text>", "what it is for; '' takes it away")
      .option("--secret <value>", "a new secret, where the provider takes one by update; else see rotate")
      .addHelpText(
        "after",
        examples(
          "whk update ep_01jd3k8x9q --url https://example.com/v2/hooks",
          "whk update ep_01jd3k8x9q --add-event user.deleted --remove-event user.updated",
        ),
      ),
    () => import("../commands/update.ts"),
  )
  act(
    onEndpoint(program, "enable")
      .description("switch an endpoint on")
      .addHelpText("after", examples("whk enable ep_01jd3k8x9q", "whk enable ep_01jd3k8x9q --json")),
    () => import("../commands/enable.ts"),
  )
  act(
    onEndpoint(program, "disable")
      .description("switch an endpoint off; what is pending waits")
      .addHelpText("after", examples("whk disable ep_01jd3k8x9q", "whk disable ep_01jd3k8x9q --json")),
    () => import("../commands/disable.ts"),
  )
  act(
    confirmed(onEndpoint(program, "delete"))
      .description("delete an endpoint for good")
      .addHelpText("after", examples("whk delete ep_01jd3k8x9q", "whk delete ep_01jd3k8x9q --yes")),
    () => import("../commands/delete.ts"),
  )
}

function addSecretAndTestCommands(program: Program, act: Act): void {
  act(
    confirmed(onEndpoint(program, "rotate"))
      .description("give an endpoint a new secret; prints it once")
      .option(
        "--secret <value>",
        "the new secret: a literal, env:NAME, file:PATH or - (default: one is made)",
      )
      .option("--overlap <duration>", "keep the old one valid this long, where the provider can carry both")
      .addHelpText(
        "after",
        examples(
          "whk rotate ep_01jd3k8x9q",
          "whk rotate ep_01jd3k8x9q --overlap 24h",
          "whk rotate ep_01jd3k8x9q --secret env:NEW_SECRET --json",
        ),
      ),
    () => import("../commands/rotate.ts"),
  )
  act(
    onEndpoint(program, "test")
      .description("send the provider's test event, or its first sample, and print the outcome")
      .addHelpText("after", examples("whk test ep_01jd3k8x9q", "whk test ep_01jd3k8x9q --json")),
    () => import("../commands/test.ts"),
  )
}

function addDeliveryCommands(program: Program, act: Act): void {
  act(
    paged(connected(program.command("deliveries")).description("list deliveries, newest first"))
      .argument("[endpoint|inbox]", "an endpoint's id, or an inbox's name or id")
      .option("--status <status>", "pending (waiting or retrying), delivered, answered or failed (given up)")
      .option("--event <type>", "only this event type")
      .option("--since <time>", "only those made since: 1h, 7d or an ISO 8601 time")
      .addOption(
        new Option(
          "--follow",
          "tell them as they come and as their status changes; with --limit or --since begin with earlier ones",
        ).conflicts("after"),
      )
      .addHelpText(
        "after",
        examples(
          "whk deliveries",
          "whk deliveries --status failed --since 24h",
          "whk deliveries --event user.created --json",
        ),
      ),
    () => import("../commands/deliveries.ts"),
  )
  act(
    connected(program.command("delivery"))
      .description("show one delivery: the request, every attempt, the verdict")
      .argument("[id]", "a delivery's id, or the beginning of it; on a terminal it may be chosen from a list")
      .option(
        "--format <format>",
        "print the request alone: http, curl, httpie, har, capture, webhook-site or ngrok",
      )
      .option("--redact", "with --format: without secrets and personal values, as far as they can be told")
      .addHelpText(
        "after",
        examples("whk delivery dlv_01jd3k8x9q", "whk delivery dlv_01jd3k8x9q --format curl"),
      ),
    () => import("../commands/delivery.ts"),
  )
  act(
    assumeFlags(connected(program.command("replay")))
      .description("send deliveries again: the same bytes as a new attempt, or changed as a new delivery")
      .argument("[delivery...]", "their ids, or the beginnings of them")
      .option("--endpoint <id>", "every delivery of this endpoint")
      .option("--failed", "only those that were given up")
      .option("--since <time>", "only those made since: 1h, 7d or an ISO 8601 time")
      .option("--dry-run", "only show which")
      .option("--no-wait", "with the flags above: do not wait for the outcomes")
      .option(
        "--to <target>",
        "send the stored bytes from this machine, an attempt that the relay does not count",
      )
      .option("--resign", "sign anew, now, with --secret: with --to, or what came in at an inbox")
      .addOption(new Option("--edit", "change the body in $VISUAL or $EDITOR first").conflicts("dryRun"))
      .addOption(
        new Option(
          "--set <path=value>",
          "change one field of a JSON body, the other bytes stay; repeatable",
        ).argParser(collect),
      )
      .option(
        "--secret <value>",
        "what a changed request is signed with: a literal, env:NAME, file:PATH or - (default: as for trigger)",
      )
      .option("--url <url>", "the URL to sign, where the receiver knows itself by another address")
      .option("--timeout <duration>", "with --to: how long to wait for an answer")
      .option("--insecure", "with --to: accept any certificate")
      .option("--cacert <file>", "with --to: trust this certificate authority (PEM)")
      .option("--client-cert <file>", "with --to: show this certificate (PEM)")
      .option("--client-key <file>", "with --to: the key of --client-cert (PEM)")
      .addHelpText(
        "after",
        examples(
          "whk replay dlv_01jd3k8x9q",
          "whk replay --failed --since 24h --dry-run",
          "whk replay --endpoint ep_01jd3k8x9q --failed",
          "whk replay dlv_01jd3k8x9q --to localhost:3000/hooks --resign",
          "whk replay dlv_01jd3k8x9q --set data.role=admin",
        ),
      ),
    () => import("../commands/replay.ts"),
  )
  act(
    connected(program.command("stats"))
      .description("count endpoints, events and deliveries")
      .addHelpText("after", examples("whk stats", "whk stats --json")),
    () => import("../commands/stats.ts"),
  )
}

function addInboxCommands(program: Program, act: Act): void {
  const inboxes = program
    .command("inboxes")
    .description("the public addresses of listeners")
    .addHelpText("after", examples("whk inboxes list", "whk inboxes rotate my-app"))
  act(
    connected(inboxes.command("list"))
      .description("list the public addresses")
      .addHelpText("after", examples("whk inboxes list", "whk inboxes list --json")),
    () => import("../commands/inboxes-list.ts"),
  )
  act(
    confirmed(connected(inboxes.command("delete")).argument("<inbox>", "its name or id"))
      .description("delete an inbox; its address answers 404 from then on")
      .addHelpText("after", examples("whk inboxes delete my-app", "whk inboxes delete my-app --yes")),
    () => import("../commands/inboxes-delete.ts"),
  )
  act(
    confirmed(connected(inboxes.command("rotate")).argument("<inbox>", "its name or id"))
      .description("give an inbox a new address; the old one ends at once")
      .addHelpText("after", examples("whk inboxes rotate my-app", "whk inboxes rotate my-app --yes")),
    () => import("../commands/inboxes-rotate.ts"),
  )
}

function addWorkspaceCommands(program: Program, act: Act): void {
  const workspaces = program
    .command("workspaces")
    .description("the workspaces of a relay; each sees nothing of the others")
    .addHelpText("after", examples("whk workspaces list", "whk workspaces create billing"))
  act(
    connected(workspaces.command("list"))
      .description("list the workspaces of a relay, with a key of its first one")
      .addHelpText("after", examples("whk workspaces list", "whk workspaces list --json")),
    () => import("../commands/workspaces-list.ts"),
  )
  act(
    connected(workspaces.command("create"))
      .argument("<name>", "what it is called")
      .description("make a workspace; prints its first key once")
      .addHelpText(
        "after",
        examples("whk workspaces create billing", "whk workspaces create billing --json"),
      ),
    () => import("../commands/workspaces-create.ts"),
  )
  act(
    paged(connected(program.command("audit")).description("show who changed what on a relay"))
      .option("--verify", "follow the whole log and tell whether an entry was changed or removed")
      .addHelpText("after", examples("whk audit", "whk audit --verify", "whk audit --limit 200 --json")),
    () => import("../commands/audit.ts"),
  )
}
function onEndpoint(program: Program, name: string): Program {
  return connected(program.command(name)).argument(
    "[id]",
    "an endpoint's id, or the beginning of it; on a terminal it may be chosen from a list",
  )
}

function paged(command: Program): Program {
  return command
    .option("--limit <n>", "items per page")
    .option("--after <cursor>", "the next page: the cursor that the last one ended with")
}

function addToList(text: string, list: readonly string[] = []): readonly string[] {
  return [...list, ...text.split(",")]
}
