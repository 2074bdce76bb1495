import { type Command as Program, Option } from "commander"

/** Flags of every command that signs. */
export function signingFlags(command: Program): Program {
  return assumeFlags(command)
    .option(
      "--provider <id|file>",
      "whose event and signature (default: the first provider that has the event)",
    )
    .option(
      "--secret <value>",
      "the signing secret: a literal, env:NAME, file:PATH or - (default: a development secret)",
    )
    .addOption(new Option("--unsigned", "send without a key, where the provider can").conflicts("secret"))
    .option("--id <id>", "the event's id")
    .option("--method <method>", "the method (default: POST)")
    .option("--timestamp <time>", "ISO 8601 or unix seconds (default: now)")
    .addOption(new Option("--header <name:value>", "add or replace a header; repeatable").argParser(collect))
}

/** Flags that replace what a provider's file assumes. */
export function assumeFlags(command: Program): Program {
  return command
    .option("--signature-header <name>", "the signature header's name, where the provider's is assumed")
    .addOption(
      new Option(
        "--assume <key=value>",
        "replace an assumed value; `whk providers <id>` lists them; repeatable",
      ).argParser(collect),
    )
}

/** Flags that change the provider's sample. */
export function contentFlags(command: Program): Program {
  return command
    .option("--data <json|@file>", "the event's data instead of the sample")
    .addOption(
      new Option("--set <path=value>", "change one field of the payload; repeatable").argParser(collect),
    )
}

/** Flags that replace the payload by exact bytes. */
export function exactBytesFlags(command: Program): Program {
  return command
    .addOption(new Option("--body <@file|->", "exact bytes instead of a payload").conflicts(["data", "set"]))
    .option("--content-type <type>", "instead of the provider's")
}

/** Flags of a command that sends to a target. */
export function targetFlags(command: Program): Program {
  return command
    .option("--timeout <duration>", "how long to wait for an answer (default: as long as the provider does)")
    .option("--insecure", "accept any certificate")
    .option("--cacert <file>", "trust this certificate authority (PEM)")
    .option("--client-cert <file>", "show this certificate (PEM)")
    .option("--client-key <file>", "the key of --client-cert (PEM)")
}

/** Gathers the values of a repeatable flag. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}
