import { providers } from "../providers/registry.ts"
import type { Command } from "./context.ts"

export const run: Command<object> = async (context) => {
  for (const provider of providers) context.out.data(`${provider.id}  ${provider.name}`)
  return 0
}
