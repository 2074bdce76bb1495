import { selfTest, type SelfTestResult } from "../../check/self-test/self-test.ts"
import { EXIT } from "../../errors.ts"
import type { Context } from "../context.ts"
import { stopCode } from "../stop-code.ts"

/** Proves the cases against handlers of whk's own; exit 0 when every planted mistake was named and nothing else. */
export async function runSelfTest(context: Context): Promise<number> {
  const { out, stop } = context
  const count = { right: 0, planted: 0, failed: 0 }
  for await (const result of selfTest(stop)) {
    if (stop.aborted) break
    count[result.mistake === null ? "right" : "planted"] += 1
    if (!result.ok) count.failed += 1
    out.line({ type: "self-test", ...result })
    out.data(line(context, result))
  }
  out.data(
    `${count.right} correct handlers, ${count.planted} with a planted mistake: ${count.failed === 0 ? "all told rightly" : `${count.failed} told wrongly`}.`,
  )
  return stopCode(context) ?? (count.failed === 0 ? EXIT.done : EXIT.bad)
}

function line(
  { out }: Context,
  { provider, mistake, wanted, named, failedCases, ok }: SelfTestResult,
): string {
  const { color } = out
  const mark = ok ? color.green("✓") : color.red("✗")
  if (mistake === null)
    return `${mark} ${provider}: a correct handler passes${ok ? "" : `; failed ${failedCases.join(", ")}`}`
  const said = ok ? wanted : `wanted ${wanted}, named ${named.join(", ") || "nothing"}`
  return `${mark} ${provider}: ${mistake}  ${color.dim(said ?? "")}`
}
