import type { ConnectionOptions } from "./connection-settings.ts"
import type { Command } from "./context.ts"
import { showEndpoint } from "./endpoint-command.ts"

/** Switches an endpoint off: it gets no events until it is switched on again. */
export const run: Command<ConnectionOptions> = (context, invocation) =>
  showEndpoint(context, invocation, {
    command: "disable",
    operation: (api, id) => api.update(id, { active: false }),
    title: "Disabled.",
  })
