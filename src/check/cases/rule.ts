import type { Delivery, Expectation, PlannedCase, Shot } from "../case.ts"
import type { Subject } from "../subject.ts"

/** What a case comes to for one provider: its requests, or why it does not apply. */
export type Plan = Pick<PlannedCase, "expect" | "shots"> &
  Partial<Pick<PlannedCase, "expectEach" | "delivery" | "judge" | "mayHangUp">>

/** A case before it is known whose handler is checked. */
export interface CaseRule {
  readonly id: string
  readonly title: string
  readonly why: string
  /** Says nothing where nothing is signed. */
  readonly needsSignature?: true
  /** The requests for this provider, or why there are none. */
  readonly plan: (subject: Subject) => Promise<Plan | Skip>
}

export interface Skip {
  readonly skipped: string
}

export function skip(skipped: string): Skip {
  return { skipped }
}

/** One request, or several, with what each is expected to come to. */
export function expecting(expect: Expectation, shots: Shot | readonly Shot[], delivery?: Delivery): Plan {
  return {
    expect,
    shots: "method" in shots ? [shots] : shots,
    ...(delivery !== undefined && { delivery }),
  }
}

/** Where nothing is signed, nothing can be forged. */
export function unsigned({ isSigned, provider, options }: Subject): Skip | undefined {
  if (isSigned) return undefined
  return skip(
    options.secret === undefined && provider.secret.optional
      ? "there is no secret"
      : `${provider.name} does not sign`,
  )
}
