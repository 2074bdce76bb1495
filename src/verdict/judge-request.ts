import { diagnose } from "../diagnosis/diagnose.ts"
import type { NamedSecret } from "../diagnosis/variants/secret-variants.ts"
import type { CauseJson, VerifiedJson } from "../domain/api-types.ts"
import type { Headers } from "../domain/headers.ts"
import type { ErrorCode } from "../errors.ts"
import { detectProviders } from "../providers/detect.ts"
import { judgeByEach } from "../providers/judge.ts"
import type { Provider } from "../providers/provider.ts"
import { findProvider } from "../providers/registry.ts"
import { recipeText } from "../signing/recipe.ts"

/** A request to judge, and what to judge it with; it crosses threads, so a provider is named. */
export interface JudgeJob {
  readonly request: {
    readonly method: string
    /** Absolute. */
    readonly url: string
    readonly headers: Headers
    readonly body: Uint8Array
  }
  /** A built-in provider; without one those whose signature it carries. */
  readonly provider?: string
  /** The secrets that should have signed, the current one first. */
  readonly secrets: readonly NamedSecret[]
  /** Secrets that may have signed instead, by names that may be shown. */
  readonly otherSecrets: readonly NamedSecret[]
  /** The moment it arrived, milliseconds since the epoch. */
  readonly nowMs: number
}

/** What is known at once. */
export interface Judgement extends Pick<
  VerifiedJson,
  "verified" | "reason" | "provider" | "scheme" | "timestamp" | "rule"
> {
  /** Why the secret is none of this provider's, where it cannot be read as one: then nothing was judged. */
  readonly refused?: { readonly code: ErrorCode; readonly message: string; readonly hint: string }
}

/** What the search for the cause found: a cause, or how much is excluded; null where none was searched for. */
export interface Causes {
  readonly causes: readonly CauseJson[]
  readonly excluded: number | null
}

export const NO_CAUSES: Causes = { causes: [], excluded: null }

/** A verdict, and the search that it starts. */
export interface Judged {
  readonly judgement: Judgement
  /** Searches for the cause: up to 150 ms of CPU for a small body. */
  readonly search: () => Promise<Causes>
}

/** Judges a request as of its arrival. Throws PROVIDER_UNKNOWN. */
export async function judgeRequest(job: JudgeJob): Promise<Judged> {
  const { request, nowMs } = job
  const candidates = job.provider === undefined ? detectProviders(request) : [findProvider(job.provider)]
  const secrets = job.secrets.map(({ value }) => value)
  const best = await judgeByEach(candidates, { ...request, nowMs }, () => ({ secrets }))
  if (!best) return { judgement: UNKNOWN, search: () => Promise.resolve(NO_CAUSES) }
  const { provider, verification, refused } = best
  const { verified, reason, scheme, timestamp } = verification
  return {
    judgement: {
      verified,
      reason,
      provider: provider.id,
      scheme,
      timestamp: timestamp && {
        value: timestamp.value,
        ageSeconds: timestamp.ageSeconds,
        fresh: timestamp.fresh,
      },
      rule: recipeText(provider.scheme, provider.name),
      ...(refused && { refused: { code: refused.code, message: refused.message, hint: refused.hint } }),
    },
    async search() {
      // Without a secret nothing can be recomputed, and nothing is excluded.
      if (verified || reason === "unsigned" || secrets.length === 0) return NO_CAUSES
      const { causes, excluded } = await diagnose(
        {
          provider,
          request,
          conditions: { nowMs },
          secrets: job.secrets,
          otherSecrets: [...job.otherSecrets, ...publishedSecrets(provider)],
          otherProviders: detectProviders(request),
        },
        verification,
      )
      return {
        causes: causes.map(({ id, title, proof, fix }) => ({ id, title, proof: proof.text, fix: fix.text })),
        excluded: causes.length > 0 ? null : excluded.hypotheses,
      }
    },
  }
}

const UNKNOWN: Judgement = {
  verified: false,
  reason: "header-missing",
  provider: null,
  scheme: null,
  timestamp: null,
  rule: null,
}

/** The secrets that a provider publishes for tests. */
export function publishedSecrets({ name, knownSecrets: published = [] }: Provider): readonly NamedSecret[] {
  return published.map((known) => ({ name: `${known.name} of ${name}`, value: known.value }))
}
