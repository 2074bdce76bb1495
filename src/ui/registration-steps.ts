import type { EndpointJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import type { Provider } from "../providers/provider.ts"

/** How to register an endpoint at the provider itself, after it was created on a relay. */
export function registrationSteps({ id, name, management }: Provider, { url, events }: EndpointJson): string {
  if (management.kind === "elsewhere") return `To have ${name} itself send there: ${management.url}`
  if (management.kind === "api")
    return [
      `To have ${name} itself send there:`,
      `  whk create '${cleanText(url, 2000)}' --events '${cleanText(events.join(","), 2000)}' \\`,
      `    --provider ${id} --api provider${management.dialect === "axelered" ? " --workspace <id>" : ""}`,
    ].join("\n")
  return [
    `To have ${name} itself send there:`,
    ...management.steps.create.map((step, index) => `  ${index + 1}. ${step}`),
  ].join("\n")
}
