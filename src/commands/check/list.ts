import { planCases } from "../../check/cases.ts"
import { Subject, type SubjectOptions } from "../../check/subject.ts"
import { EXIT } from "../../errors.ts"
import { caseTable } from "../../ui/case-table.ts"
import type { Context } from "../context.ts"

/** Lists the cases of a provider: what each expects, or why it does not apply. */
export async function listCases(
  context: Context,
  plan: Omit<SubjectOptions, "nowMs" | "body"> & { readonly isWanted: (id: string) => boolean },
): Promise<number> {
  const { out, clock } = context
  const { provider, secret, url, event, seed, headers, verifyToken, isWanted } = plan
  const common = { provider, secret, url, event, seed, verifyToken, nowMs: clock.now() }
  const subject = new Subject({ ...common, ...(headers && { headers }) })
  const cases = (await planCases(subject)).filter(({ id }) => isWanted(id))
  const rows = cases.map((one) => ({
    id: one.id,
    title: one.title,
    why: one.why,
    expect: "skipped" in one ? null : one.expect,
    skipped: "skipped" in one ? one.skipped : null,
  }))
  out.value({ provider: provider.id, cases: rows })
  out.data(caseTable(rows, out))
  return EXIT.done
}
