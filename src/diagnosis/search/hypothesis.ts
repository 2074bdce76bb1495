import type { ContentParts } from "../../signing/content.ts"
import type { Hasher } from "../variants/algorithm-variants.ts"
import type { Variant } from "../variants/variant.ts"

/** Everything that decides a signature; one value for each is a hypothesis about how it was made. */
export interface Parts extends Omit<ContentParts, "secret"> {
  /** The key that the secret becomes. */
  readonly secret: Buffer
  /** The template of what is signed. */
  readonly content: string
  readonly algorithm: Hasher
}

/** The parts that somebody may have got wrong; the token is what the request says it is. */
export type PartName = Exclude<keyof Parts, "token">

/** A part that differs from what the provider's rule says. */
export interface Deviation {
  readonly part: PartName
  readonly variant: Variant<unknown>
}

export interface Hypothesis {
  readonly parts: Parts
  /** In which parts it differs from the provider's rule. */
  readonly deviations: readonly Deviation[]
}
