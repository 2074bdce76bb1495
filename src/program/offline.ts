import { type Command as Program, Option } from "commander"
import { examples } from "./examples.ts"
import type { Act } from "./program.ts"
import {
  assumeFlags,
  contentFlags,
  exactBytesFlags,
  signingFlags,
  targetFlags,
  collect,
} from "./request-flags.ts"

/** Commands that need no relay. */
export function addOfflineCommands(program: Program, act: Act): void {
  addCatalogueCommands(program, act)
  addRequestCommands(program, act)
  addVerifyCommand(program, act)
  addConvertCommand(program, act)
}

function addCatalogueCommands(program: Program, act: Act): void {
  act(
    assumeFlags(program.command("providers"))
      .description("list the providers, or show one in full")
      .argument("[id|file]", "a provider, or a provider file")
      .option("--template", "print a commented provider file (YAML) to start from")
      .option("--schema", "print the JSON Schema of provider files")
      .addHelpText(
        "after",
        examples(
          "whk providers",
          "whk providers axiestudio",
          "whk providers stripe --json",
          "whk providers --template > acme.provider.yaml",
          "whk providers ./acme.provider.yaml",
        ),
      ),
    () => import("../commands/providers.ts"),
  )
  act(
    program
      .command("events")
      .description("list the event types, with a line each")
      .option("--provider <id|file>", "only this provider's")
      .option("--search <text>", "only those whose name or description holds this text")
      .addHelpText(
        "after",
        examples("whk events", "whk events --provider axcelerate", "whk events --search invoice --json"),
      ),
    () => import("../commands/events.ts"),
  )
  act(
    program
      .command("secret")
      .description("print the development secret of a provider (made the first time)")
      .argument("[provider]", "a provider or its file (default: the project's, else standard-webhooks)")
      .option("--public", "the public key instead, where the provider signs with a private one")
      .addHelpText(
        "after",
        examples(
          "whk secret axiestudio",
          "export WHK_SECRET=$(whk secret stripe)",
          "whk secret discord --public",
        ),
      ),
    () => import("../commands/secret.ts"),
  )
}

function addRequestCommands(program: Program, act: Act): void {
  act(
    exactBytesFlags(contentFlags(signingFlags(program.command("payload"))))
      .description("print a signed request, sent nowhere")
      .argument("[event]", "an event type; may be left out with --body")
      .option("--seed <n>", "repeatable output: the same values, ids and, without --timestamp, time")
      .option("--url <url>", "where the request would go (default: the project's forward target)")
      .option(
        "--format <format>",
        "http, curl, httpie, json, har, capture, webhook-site or ngrok (default: http)",
      )
      .addHelpText(
        "after",
        examples(
          "whk payload user.created",
          "whk payload invoice.resolved --set data.business_object.amount=99.5 --format curl",
          "whk payload contact.contact_updated --unsigned --seed 7 --json",
        ),
      ),
    () => import("../commands/payload.ts"),
  )
  act(
    signingFlags(program.command("sign"))
      .description("print the signature headers of a body")
      .option("--body <@file|->", "the exact bytes (default: standard input)")
      .option("--event <type>", "the event type, where a header names it")
      .option("--content-type <type>", "instead of the provider's")
      .option("--url <url>", "the URL, where the scheme signs it (default: the project's forward target)")
      .addHelpText(
        "after",
        examples(
          `printf '{"a":1}' | whk sign --provider stripe`,
          `printf '{"a":1}' | whk sign --provider axiestudio --event user.created --json`,
        ),
      ),
    () => import("../commands/sign.ts"),
  )
  act(
    targetFlags(exactBytesFlags(contentFlags(signingFlags(program.command("trigger")))))
      .description("fire a signed event at a target, or without --to publish it on the relay")
      .argument("[event]", "an event type; may be left out with --body")
      .option(
        "--to <target>",
        "where it goes: 3000, localhost:3000/hooks, https://… or unix:/path.sock:/hooks",
      )
      .addOption(
        new Option(
          "--handshake",
          "play the provider's endpoint handshakes with --to and judge the answers",
        ).conflicts(["data", "set", "body", "unsigned", "from", "count", "concurrency", "retry", "corrupt"]),
      )
      .option("--verify-token <text>", "with --handshake: the token that the receiver expects")
      .addOption(
        new Option(
          "--from <file>",
          "send the requests of a capture file, byte for byte (HAR, curl, raw HTTP, …; - for standard input)",
        ).conflicts([...CONTENT, "id", "method", "contentType", "seed", "unsigned"]),
      )
      .option("--resign", "with --from: sign them anew, now, with the provider's scheme and --secret")
      .option("--count <n>", "send so many, each with an id of its own; with --from each request so often")
      .option("--concurrency <n>", "so many of them at one time (default: 1)")
      .option("--retry", "try again on the provider's schedule until accepted or given up")
      .option("--time-scale <n>", "with --retry: n times faster")
      .addOption(
        new Option(
          "--corrupt <case>",
          "send what this case of `whk check` sends; judge the answer",
        ).conflicts("from resign count concurrency retry timeScale id method contentType".split(" ")),
      )
      .option("--seed <n>", "repeatable values and ids")
      .option("--url <url>", "the URL to sign, where the receiver knows itself by another address than --to")
      .addOption(onlyPublishing("--relay <url>", "the relay (default: the one on this machine)"))
      .addOption(onlyPublishing("--workspace <id>", "for relays that have workspaces"))
      .addOption(onlyPublishing("--no-wait", "do not wait for the outcomes"))
      .addHelpText(
        "after",
        examples(
          "whk trigger user.created --to localhost:3000",
          "whk trigger invoice.resolved --to localhost:3000/hooks --set data.business_object.amount=99.5",
          "whk trigger user.created --provider ainexlayer",
          "whk trigger --handshake --provider slack --to localhost:3000/slack/events",
          "whk trigger user.created --to localhost:3000 --count 500 --concurrency 20",
          "whk trigger user.created --to localhost:3000 --retry --time-scale 60",
          "whk payload user.created --format capture | whk trigger --from - --resign --to localhost:3000",
        ),
      ),
    () => import("../commands/trigger.ts"),
  )
}

/** What says which bytes are sent. */
const CONTENT = ["data", "set", "body"] as const

/** A flag that says nothing about an event fired at one target. */
function onlyPublishing(flags: string, description: string): Option {
  return new Option(flags, `without --to: ${description}`).conflicts("to")
}

function addVerifyCommand(program: Program, act: Act): void {
  act(
    assumeFlags(program.command("verify"))
      .description("judge the signatures of captured requests, and prove why one fails")
      .argument(
        "[file]",
        "capture/1, raw HTTP, HAR, curl, or JSON of webhook.site or ngrok (default: standard input)",
      )
      .option("--provider <id|file>", "whose scheme (default: the capture's, else auto: by the headers)")
      .addOption(
        new Option(
          "--secret <value>",
          "a literal, env:NAME, file:PATH or -; repeat it to try several (default: as for signing)",
        ).argParser(collect),
      )
      .addOption(
        new Option(
          "--try-secret <name=value>",
          "another secret that may have signed, named in the report; repeatable",
        ).argParser(collect),
      )
      .option("--body <@file|->", "the exact bytes of a body, instead of a captured request")
      .addOption(new Option("--header <name:value>", "with --body: a header; repeatable").argParser(collect))
      .option("--method <method>", "with --body: the method (default: POST)")
      .addOption(
        new Option(
          "--url <url>",
          "the address the provider was given, where it signs the URL; repeat it for others that may be signed",
        ).argParser(collect),
      )
      .option("--got <digest>", "explain this digest, which your own code computed")
      .option("--show-expected", "print the right signature, which is as good as the secret for this request")
      .option("--framework <name>", "show the fix as code for it (default: the one of this folder's project)")
      .addOption(
        new Option("--cert <file>", "a certificate in PEM, where the provider signs with one").argParser(
          collect,
        ),
      )
      .addOption(
        new Option("--jwks <file>", "a JSON Web Key Set, where the provider publishes one").argParser(
          collect,
        ),
      )
      .option("--online", "fetch the provider's published key, from its own hosts only")
      .option("--tolerance <duration>", "accept timestamps this far from --at, both ways")
      .option("--at <time>", "judge freshness at this time (default: when it was received, else now)")
      .addHelpText(
        "after",
        examples(
          "whk payload user.created --format capture | whk verify",
          "whk payload user.created | whk verify --provider axiestudio --json",
          "whk payload invoice.paid --secret new | whk verify --secret old --secret new",
          "whk payload invoice.paid --secret new | whk verify --secret new --show-expected",
        ),
      ),
    () => import("../commands/verify.ts"),
  )
}

function addConvertCommand(program: Program, act: Act): void {
  act(
    program
      .command("convert")
      .description("write captured requests in another notation")
      .argument(
        "[file]",
        "capture/1, raw HTTP, HAR, curl, or JSON of webhook.site or ngrok (default: standard input)",
      )
      .option(
        "--format <format>",
        "http, curl, httpie, har, capture, webhook-site or ngrok (default: capture)",
      )
      .option("--redact", "without secrets and personal values, as far as they can be told")
      .addHelpText(
        "after",
        `
--redact masks values of headers, query parameters and fields that are named like secrets or personal data, also inside
base64 and JSON in text, and what shows by itself what it is: e-mail addresses, phone, card and IP numbers, web tokens,
private keys, keys of known prefixes, passwords and inbox tokens in URLs. Letters become x, digits 0; lengths and
everything else stay. Signatures and hashes of the body are masked too: verify says so of such a capture. A compressed
body is masked whole. It is best effort: read what you share.
${examples(
  "whk payload user.created --format capture | whk convert --format har > hooks.har",
  "whk convert hooks.har --format curl",
  "whk convert hooks.har --redact > shared.json",
)}`,
      ),
    () => import("../commands/convert.ts"),
  )
}
