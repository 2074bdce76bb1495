import { isCoded } from "../../signing/scheme.ts"
import type { Provider } from "../provider.ts"
import { documentProblems } from "./document-problems.ts"
import { payloadProblems } from "./payload-problems.ts"
import { type FileProblem, MOST_PROBLEMS, type Problems } from "./problem.ts"
import { providerProblems } from "./provider-problems.ts"
import type { ProviderDocument } from "./schema.ts"
import { readDocument } from "./schema-problems.ts"
import { schemeProblems } from "./scheme-problems.ts"
import { templateProblems } from "./template-problems.ts"
import { providerFromFile } from "./to-provider.ts"

export type ReadProvider =
  | { readonly provider: Provider }
  /** At least one. */
  | Problems

/** The provider that the value of a file describes, or what keeps it from being one. `path` is the file as named. */
export function readProvider(value: unknown, path: string): ReadProvider {
  const read = readDocument(value)
  if ("problems" in read) return read
  const found = first([
    documentProblems(read.document),
    templateProblems(read.document),
    payloadProblems(read.document),
  ])
  return found.problems.length > 0 ? found : checked(read.document, path)
}

function checked(document: ProviderDocument, path: string): ReadProvider {
  const provider = providerFromFile(document, path)
  const { scheme, bodyFormat } = provider
  const inScheme = first(isCoded(scheme) ? [] : [schemeProblems(scheme, bodyFormat)])
  const found = inScheme.problems.length > 0 ? inScheme : first([providerProblems(provider)])
  return found.problems.length > 0 ? found : { provider }
}

function first(sources: readonly Iterable<FileProblem>[]): Problems {
  const problems: FileProblem[] = []
  let more = 0
  for (const source of sources)
    for (const problem of source) {
      if (problems.length < MOST_PROBLEMS) problems.push(problem)
      else more += 1
    }
  return { problems, more }
}
