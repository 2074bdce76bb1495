import { wrapText } from "./wrap-text.ts"
import { cleanText } from "../domain/text.ts"
import type { Provider } from "../providers/provider.ts"
import { nameForFlag } from "../providers/registry.ts"

/** What stands before the code of a handler. */
export function handlerText(handler: {
  readonly verifies: boolean
  readonly needsWhk: boolean
  readonly provider: Provider
}): string {
  const { verifies, needsWhk, provider } = handler
  const name = cleanText(provider.name)
  const recipe = `\`whk providers ${nameForFlag(provider)}\``
  const text = verifies
    ? needsWhk
      ? `it verifies ${name} with the library that whk is: npm install whk`
      : `it verifies ${name} with nothing but the platform's own crypto; run it as it is, or take over its parts`
    : `it shows how to get the bytes that ${name} signs; ${recipe} says how`
  return wrapText(text, 90).join("\n  ")
}
