import { cleanText } from "../domain/text.ts"
import type { Provider } from "../providers/provider.ts"
import { nameForFlag } from "../providers/registry.ts"

/** What stands above the code of a handler: what it is for, and what it needs or leaves to the reader. */
export function handlerText(handler: {
  readonly verifies: boolean
  readonly needsWhk: boolean
  readonly framework: string
  readonly provider: Provider
}): string {
  const { verifies, needsWhk, framework, provider } = handler
  const name = cleanText(provider.name)
  if (!verifies)
    return `How ${framework} gives you the bytes that ${name} signed; \`whk providers ${nameForFlag(provider)}\` says how to verify them:`
  const means = needsWhk ? "whk as a library: npm install whk" : "the platform's own crypto:"
  return `A handler for ${framework} that verifies ${name} with ${means}`
}
