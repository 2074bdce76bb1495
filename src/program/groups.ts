import type { Command as Program } from "commander"

/** The commands as the help shows them, in this order: by what somebody wants to do. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "Begin:": ["init", "doctor", "demo"],
  "Receive on this machine:": ["listen", "inspect", "inboxes"],
  "Send:": ["trigger", "payload", "sign", "secret"],
  "Verify and check:": ["verify", "check", "convert"],
  "Look up:": ["providers", "events"],
  "Endpoints:": ["create", "list", "get", "update", "enable", "disable", "test", "rotate", "delete"],
  "Deliveries:": ["deliveries", "delivery", "replay", "stats"],
  "Run a relay:": ["relay", "backup", "keys", "workspaces", "audit"],
  "Settings:": ["config", "profile", "login", "logout", "completion", "help"],
}

const PLACES: ReadonlyMap<string, { readonly group: string; readonly order: number }> = new Map(
  Object.entries(GROUPS).flatMap(([group, names], at) =>
    names.map((name, position) => [name, { group, order: at * 100 + position }] as const),
  ),
)

/** Puts every command into its group, and the groups into their order. */
export function groupCommands(root: Program): void {
  for (const command of root.commands) {
    command.helpGroup(PLACES.get(command.name())?.group ?? "More:")
    if (command.commands.length > 0) command.helpCommand("help [command]", "show the help of one of them")
  }
  const orderOf = (command: Program): number => PLACES.get(command.name())?.order ?? Infinity
  // Commander lists commands in the order of this array.
  const commands = root.commands as Program[]
  commands.sort((one, other) => orderOf(one) - orderOf(other))
}
