import type { View } from "../ui/view.ts"
import type { Context } from "./context.ts"

/** What views need of the context. */
export function viewOf({ out, clock }: Context): View {
  return { color: out.color, columns: out.columns, nowMs: clock.now() }
}
