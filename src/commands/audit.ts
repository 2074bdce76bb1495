import type { AuditEntryJson, AuditPageJson } from "../domain/api-types.ts"
import { ChainCheck, type ChainedEntry } from "../domain/audit.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { ManagementApi, PageQuery } from "../manage/management-api.ts"
import { auditTable } from "../ui/audit-table.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command, Context } from "./context.ts"
import { readPage, type PageFlags } from "./list-flags.ts"
import { viewOf } from "./view-of.ts"

interface Options extends ConnectionOptions, PageFlags {
  readonly verify?: boolean
}

const LARGEST_PAGE = 1000

/** Lists who changed what, the newest first, or with --verify follows the whole chain of entries. */
export const run: Command<Options> = async (context, { options }) => {
  const page = readPage(options)
  if (options.verify && (options.limit !== undefined || options.after !== undefined))
    throw new WhkError("USAGE", "--verify reads the whole log; --limit and --after ask for a part of it.", {
      hint: "Leave out --limit and --after, or --verify.",
    })
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, ({ api }) =>
    options.verify ? verify(context, api) : list(context, api, page),
  )
}

async function list(context: Context, api: ManagementApi, page: PageQuery): Promise<number> {
  const { out } = context
  const { items, next, total } = await api.audit(page)
  out.value({ items, next })
  if (items.length === 0) out.talk("Nothing was changed yet.")
  else out.data(`${auditTable(items, viewOf(context))}\n`)
  out.data(`Total ${total}`)
  if (next !== null) out.talk(out.talkColor.dim(`More: add --after ${cleanText(next)}.`))
  return EXIT.done
}

async function verify({ out }: Context, api: ManagementApi): Promise<number> {
  const first = await api.audit({ limit: LARGEST_PAGE })
  const { head } = first
  const problem = await findProblem(api, first)
  const entries = head?.number ?? 0
  out.value({ verified: problem === undefined, entries, head: head?.hash ?? null, problem: problem ?? null })
  if (problem !== undefined) {
    out.data(`${out.color.red("✘")} The audit log was tampered with: ${cleanText(problem)}.`)
    return EXIT.bad
  }
  out.data(`${out.color.green("✔")} All ${entries} entries are as they were written.`)
  if (head) out.data(`Newest hash ${cleanText(head.hash)}`)
  return EXIT.done
}

/** Follows the chain page by page from its newest entry. */
async function findProblem(api: ManagementApi, first: AuditPageJson): Promise<string | undefined> {
  const check = new ChainCheck(first.head)
  for (let page: AuditPageJson = first; ; page = await api.audit({ limit: LARGEST_PAGE, after: page.next })) {
    for (const entry of page.items) {
      const problem = check.next(chained(entry))
      if (problem !== undefined) return problem
    }
    if (page.next === null) return check.end()
  }
}

/** The entry with its time as it went into the hash. */
function chained(entry: AuditEntryJson): ChainedEntry {
  return { ...entry, at: Date.parse(entry.at) }
}
