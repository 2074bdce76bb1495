import type { Command as Program } from "commander"

/** The flags that choose whom to speak to. */
export function connected(command: Program): Program {
  return command
    .option("--provider <id>", "whose endpoints; with --api: whose API")
    .option("--relay <url>", "the relay (default: the one on this machine)")
    .option("--api <url|provider>", "speak to a provider's own API, at its documented address or at a URL")
    .option("--workspace <id>", "for relays and providers that have workspaces")
}

/** The flag of what cannot be taken back. */
export function confirmed(command: Program): Program {
  return command.option("-y, --yes", "do not ask")
}
