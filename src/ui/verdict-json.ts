import type { Cause, Diagnosis, Framework } from "../diagnosis/diagnosis.ts"
import type { Keys } from "../providers/judge.ts"
import type { Provider } from "../providers/provider.ts"
import { recipeText } from "../signing/recipe.ts"
import { placeName } from "../signing/scheme.ts"
import type { Verification } from "../signing/verification.ts"

/** A verdict, and what the search for its cause found. */
export interface Judged {
  /** Null when no header of the request is a known signature header. */
  readonly provider: Provider | null
  readonly verification: Verification
  /** What it was judged with; the secrets in the order they were given. */
  readonly keys: Keys
  /** Null when nothing was searched for. */
  readonly diagnosis: Diagnosis | null
  /** What else is worth knowing; none of it is a proof. */
  readonly notes: readonly string[]
  /** The signature the request should carry, where that was asked for and can be computed. */
  readonly expected: string | undefined
  /** What `--got` gave: the causes are about that. */
  readonly got: string | undefined
  /** Whose code the fixes show; undefined: it is not known. */
  readonly framework: Framework | undefined
}

/** A verdict as `whk verify --json` prints it. */
export function verdictJson({ provider, verification, diagnosis, notes, expected }: Judged): object {
  const { verified, reason, scheme, match, timestamp } = verification
  return {
    verified,
    provider: provider?.id ?? null,
    scheme: provider && scheme,
    reason,
    signature: {
      ...(provider ? placeName(provider.scheme) : { header: null, field: null }),
      matchedIndex: match?.signatureIndex ?? null,
      ...(expected !== undefined && { expected }),
    },
    timestamp,
    match: match && {
      secretIndex: match.secretIndex,
      bodyForm: match.bodyForm,
      urlForm: match.urlForm,
      ...match.form,
    },
    got: diagnosis?.got ?? null,
    causes: diagnosis?.causes.map(causeJson) ?? [],
    excluded: diagnosis && diagnosis.causes.length === 0 ? diagnosis.excluded : null,
    notes,
    rule: provider && { text: recipeText(provider.scheme, provider.name), sources: provider.sources },
  }
}

function causeJson({ id, title, proof, fix, aliases }: Cause): object {
  return { id, title, proof, fix, aliases }
}
