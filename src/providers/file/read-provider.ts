import { isCoded } from "../../signing/scheme.ts"
import type { Provider } from "../provider.ts"
import { documentProblems } from "./document-problems.ts"
import type { FileProblem } from "./problem.ts"
import { providerProblems } from "./provider-problems.ts"
import type { ProviderDocument } from "./schema.ts"
import { readDocument } from "./schema-problems.ts"
import { schemeProblems } from "./scheme-problems.ts"
import { templateProblems } from "./template-problems.ts"
import { providerFromFile } from "./to-provider.ts"

export type ReadProvider =
  | { readonly provider: Provider }
  /** At least one; later ones may follow from earlier ones. */
  | { readonly problems: readonly FileProblem[] }

/** The provider that the value of a file describes, or what keeps it from being one. `path` is the file as named. */
export function readProvider(value: unknown, path: string): ReadProvider {
  const read = readDocument(value)
  if ("problems" in read) return read
  const problems = [...documentProblems(read.document), ...templateProblems(read.document)]
  return problems.length > 0 ? { problems } : checked(read.document, path)
}

function checked(document: ProviderDocument, path: string): ReadProvider {
  const provider = providerFromFile(document, path)
  const { scheme, bodyFormat } = provider
  const inScheme = isCoded(scheme) ? [] : [...schemeProblems(scheme, bodyFormat)]
  const problems = inScheme.length > 0 ? inScheme : [...providerProblems(provider)]
  return problems.length > 0 ? { problems } : { provider }
}
