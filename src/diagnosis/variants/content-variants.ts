import { type CauseId, isCauseId } from "../causes.ts"
import { type Candidate, distinct, type Variant } from "./variant.ts"

type ContentCandidate = Candidate<string>

const SEPARATORS = [".", "", ":", "\n", "|", "-", "_", " ", ",", ";", "&", "/"]

/** Templates of other providers that no rearranging gives. */
const USUAL = [
  "v0:{timestamp}:{body}",
  "v1:{timestamp}:{body}",
  "t={timestamp},{body}",
  "{timestamp}\n{body}",
  "{timestamp}.{id}.{body}",
]

/** What stands in a template: its placeholders in order, and the text between and before them. */
interface Parts {
  readonly names: readonly string[]
  readonly lead: string
  readonly separator: string
}

/**
 * Every other message that the same parts could have been put together to: parts left out, in another order, with
 * other text between them.
 */
export function contentVariants(template: string, available: readonly string[]): Variant<string>[] {
  return distinct(candidates(template, available), template, (content) => content)
}

function* candidates(template: string, available: readonly string[]): Generator<ContentCandidate> {
  const truth = partsOf(template)
  const names = [...new Set([...truth.names, ...available])]
  for (const chosen of arrangements(names)) {
    for (const separator of [truth.separator, ...SEPARATORS]) {
      for (const lead of new Set(["", truth.lead])) {
        const content = lead + chosen.join(separator)
        yield {
          id: idOf(truth, { names: chosen, lead, separator }),
          what: `the content ${shown(content)}`,
          value: content,
        }
        if (chosen.length === 1 && lead === "") break
      }
      if (chosen.length === 1) break
    }
  }
  for (const content of USUAL) {
    if (placeholders(content).every((name) => names.includes(name)))
      yield { id: idOf(truth, partsOf(content)), what: `the content ${shown(content)}`, value: content }
  }
}

/** Every order of every choice among the parts; of more than four too many to be anybody's mistake. */
function* arrangements(names: readonly string[]): Generator<readonly string[]> {
  const pool = names.slice(0, 4)
  const extend = function* (chosen: readonly string[]): Generator<readonly string[]> {
    if (chosen.length > 0) yield chosen
    for (const name of pool) if (!chosen.includes(name)) yield* extend([...chosen, name])
  }
  yield* extend([])
}

function idOf(truth: Parts, found: Parts): CauseId {
  const missing = truth.names.find((name) => !found.names.includes(name))
  const added = found.names.find((name) => !truth.names.includes(name))
  const change =
    missing !== undefined
      ? `content-${bare(missing)}-omitted`
      : added !== undefined
        ? `content-${bare(added)}-added`
        : undefined
  if (change !== undefined && isCauseId(change)) return change
  if (found.names.some((name, index) => name !== truth.names[index])) return "content-order"
  return "content-separator"
}

function partsOf(template: string): Parts {
  const pieces = template.split(/(\{[a-z0-9-]+\})/)
  return { names: placeholders(template), lead: pieces[0] ?? "", separator: pieces[2] ?? "" }
}

function placeholders(template: string): string[] {
  return template.match(/\{[a-z0-9-]+\}/g) ?? []
}

const bare = (placeholder: string): string => placeholder.slice(1, -1)

const shown = (content: string): string => content.replaceAll("\n", "\\n")
