import { readFileSync } from "node:fs"
import type { BodyForm } from "../../src/signing/scheme.ts"

/** One known signature; `fixtures/vectors.json` holds them all and says where each is from. */
export interface Vector {
  readonly name: string
  readonly provider: string
  /** False: computed by us from the provider's page, because nobody has published one. */
  readonly published: boolean
  readonly source: string
  readonly secret: string
  readonly id: string
  readonly timestampSeconds: number
  readonly event: string
  /** Where the URL is signed. */
  readonly url?: string
  readonly body: string
  readonly signature: readonly [header: string, value: string]
  /** Which bytes were signed, where the scheme allows several readings and the body tells them apart. */
  readonly bodyForm?: BodyForm
}

const file = new URL("../../fixtures/vectors.json", import.meta.url)

export const vectors = JSON.parse(readFileSync(file, "utf8")) as readonly Vector[]
