import type { ConnectionOptions } from "./connection-settings.ts"
import type { Command } from "./context.ts"
import { showEndpoint } from "./endpoint-command.ts"

/** Shows one endpoint in full. */
export const run: Command<ConnectionOptions> = (context, invocation) =>
  showEndpoint(context, invocation, { command: "get", operation: (api, id) => api.get(id) })
