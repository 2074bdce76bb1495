import type { Provider } from "../providers/provider.ts"
import { keyText } from "../signing/recipe.ts"
import { isCoded, signatureName } from "../signing/scheme.ts"
import type { CauseId } from "./causes.ts"
import type { Cause } from "./diagnosis.ts"
import { firstDifference } from "./difference.ts"
import { type FixFacts, fixFor } from "./fixes.ts"
import type { Deviation, Match } from "./search/search.ts"

/** What a proof is about: the signature of a request, or what somebody's own code computed. */
export type Subject = "request" | "got"

/** The causes that the best of the matches proves: two where two mistakes were made together. */
export function explain(
  matches: readonly Match[],
  about: { readonly provider: Provider; readonly body: Uint8Array; readonly subject: Subject },
): Cause[] {
  const [best, ...others] = matches.toSorted(
    (a, b) => Number(a.target.flaw !== undefined) - Number(b.target.flaw !== undefined),
  )
  if (!best) return []
  const aliases = aliasesOf(best, others)
  const text = proofText(best, about.subject)
  const { flaw, place } = best.target
  const facts = factsOf(about.provider)
  const causes = best.deviations.map(({ dimension, variant }): Cause => {
    const { id, what } = variant
    return {
      id,
      title: titleOf(dimension, what, about.subject),
      proof: {
        text,
        place,
        difference:
          (dimension === "body" && firstDifference(about.body, variant.value as Uint8Array)) || null,
      },
      fix: fixFor(id, facts),
      aliases: [...new Set([...variant.aliases, ...aliases])].filter((alias) => alias !== id),
    }
  })
  if (flaw)
    causes.push({
      id: flaw.id,
      title: sentence(flaw.what),
      proof: { text, place, difference: null },
      fix: fixFor(flaw.id, facts),
      aliases: [],
    })
  return causes
}

/** Single mistakes that would have made the same signature. */
function aliasesOf(best: Match, others: readonly Match[]): CauseId[] {
  if (best.deviations.length !== 1) return []
  return others.flatMap(({ deviations, target }) =>
    deviations.length === 1 && target.flaw?.id === best.target.flaw?.id ? [deviations[0]!.variant.id] : [],
  )
}

function titleOf(dimension: Deviation["dimension"], what: string, subject: Subject): string {
  const how = dimension === "key" || dimension === "digester" ? "with" : "over"
  return subject === "got"
    ? `Your code computed it ${how} ${what}.`
    : `The signature was made ${how} ${what}.`
}

function proofText({ deviations, digester, content, target }: Match, subject: Subject): string {
  const key = deviations.find(({ dimension }) => dimension === "key")?.variant.what ?? "the key of the secret"
  const parts = deviations.flatMap(({ dimension, variant }) =>
    dimension === "body" ||
    dimension === "timestamp" ||
    dimension === "url" ||
    dimension === "method" ||
    dimension === "id"
      ? [`{${dimension}} being ${variant.what}`]
      : [],
  )
  const message = [content.replaceAll("\n", "\\n"), ...parts].join(", ")
  const given = subject === "got" ? "the value given with --got" : `the signature in ${target.place}`
  const extent = target.isCut ? `the ${target.bytes.length} bytes that are left of ` : ""
  return `Recomputed: ${digester.name} with ${key} over ${message} is exactly ${extent}${given}.`
}

function sentence(what: string): string {
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}.`
}

/** What the fixes say about the provider's own rule. */
export function factsOf({ name, scheme }: Provider): FixFacts {
  return isCoded(scheme)
    ? {
        providerName: name,
        keyText: scheme.recipe.key,
        content: scheme.recipe.content,
        signatureName: signatureName(scheme),
        digest: "the encoding it is written in",
        algorithm: scheme.recipe.algorithm,
      }
    : {
        providerName: name,
        keyText: keyText(scheme.key),
        content: scheme.content,
        signatureName: signatureName(scheme),
        digest: scheme.digest,
        algorithm: scheme.algorithm,
      }
}
