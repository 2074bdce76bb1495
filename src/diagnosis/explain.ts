import type { Provider } from "../providers/provider.ts"
import { placeText } from "../signing/scheme.ts"
import type { CauseId } from "./causes.ts"
import type { Cause } from "./diagnosis.ts"
import { firstDifference } from "./difference.ts"
import { fixFor } from "./fixes.ts"
import type { Deviation } from "./search/hypothesis.ts"
import type { Match } from "./search/search.ts"
import type { TokenMatch } from "./search/search-token.ts"

/** What a proof is about: the signature of a request, or what somebody's own code computed. */
export type Subject = "request" | "got"

interface About {
  readonly provider: Provider
  readonly body: Uint8Array
  readonly subject: Subject
}

/** The causes that the best of the matches proves: two where two mistakes were made together. */
export function explain(matches: readonly Match[], about: About): Cause[] {
  const [best, ...others] = matches.toSorted(
    (a, b) => Number(a.signature.flaw !== undefined) - Number(b.signature.flaw !== undefined),
  )
  if (!best) return []
  const { provider, body, subject } = about
  const text = proofText(best, subject)
  const { flaw, place } = best.signature
  const causes = best.deviations.map((deviation): Cause => {
    const { id, aliases: own } = deviation.variant
    const signed = deviation.part === "body" ? best.parts.body : undefined
    return {
      id,
      title: titleOf(deviation, subject),
      proof: { text, ...place, difference: (signed && firstDifference(body, signed)) ?? null },
      fix: fixFor(id, provider),
      aliases: [...new Set([...own, ...aliasesOf(deviation, best, others)])].filter((alias) => alias !== id),
    }
  })
  if (!flaw) return causes
  const { id, what } = flaw
  const proof = { text, ...place, difference: null }
  return [...causes, { id, title: sentence(what), proof, fix: fixFor(id, provider), aliases: [] }]
}

/** Mistakes that would have made the same signature in the place of this one, the others being as they are. */
function aliasesOf(deviation: Deviation, best: Match, others: readonly Match[]): CauseId[] {
  const rest = best.deviations.filter((one) => one !== deviation).map(({ variant }) => variant.id)
  return others.flatMap(({ deviations, signature }) => {
    const instead = deviations.filter(({ variant }) => !rest.includes(variant.id))
    const isSameElse = deviations.length === best.deviations.length && instead.length === 1
    return isSameElse && signature.flaw?.id === best.signature.flaw?.id ? [instead[0]!.variant.id] : []
  })
}

function titleOf({ part, variant: { what } }: Deviation, subject: Subject): string {
  const how = part === "secret" || part === "algorithm" ? "with" : "over"
  return subject === "got"
    ? `Your code computed it ${how} ${what}.`
    : `The signature was made ${how} ${what}.`
}

function proofText({ parts, deviations, signature }: Match, subject: Subject): string {
  const key = deviations.find(({ part }) => part === "secret")?.variant.what ?? "the key of the secret"
  const changed = deviations.flatMap(({ part, variant: { what } }) =>
    part === "secret" || part === "content" || part === "algorithm" ? [] : [`{${part}} being ${what}`],
  )
  const message = [parts.content.replaceAll("\n", "\\n"), ...changed].join(", ")
  const given =
    subject === "got" ? "the value given with --got" : `the signature in ${placeText(signature.place)}`
  const extent = signature.isCut ? `the ${signature.bytes.length} bytes that are left of ` : ""
  return `Recomputed: ${parts.algorithm.name} with ${key} over ${message} is exactly ${extent}${given}.`
}

/** The cause that a token proves: what became of the secret, or where it stands. */
export function explainToken([match]: readonly TokenMatch[], provider: Provider): Cause[] {
  if (!match) return []
  const { variant, token } = match
  const place = placeText(token.place)
  const proof = (what: string) => ({
    text: `${place} holds exactly ${what}.`,
    ...token.place,
    difference: null,
  })
  const moved: Cause[] = token.flaw
    ? [
        {
          id: token.flaw.id,
          title: sentence(token.flaw.what),
          proof: proof(variant?.what ?? "the secret"),
          fix: fixFor(token.flaw.id, provider),
          aliases: [],
        },
      ]
    : []
  if (!variant) return moved
  const { id, what, aliases } = variant
  const title = `The request carries ${what}.`
  return [{ id, title, proof: proof(what), fix: fixFor(id, provider), aliases }, ...moved]
}

function sentence(what: string): string {
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}.`
}
