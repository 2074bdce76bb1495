import type { ConnectionOptions } from "./connection-settings.ts"
import type { Command } from "./context.ts"
import { showEndpoint } from "./endpoint-command.ts"

/** Switches an endpoint on: it gets events again, and what waited for it is sent. */
export const run: Command<ConnectionOptions> = (context, invocation) =>
  showEndpoint(context, invocation, {
    command: "enable",
    operation: (api, id) => api.update(id, { active: true }),
    title: "Enabled.",
  })
