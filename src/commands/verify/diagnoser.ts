import type { Capture } from "../../capture/capture.ts"
import { diagnose } from "../../diagnosis/diagnose.ts"
import type { Diagnosis } from "../../diagnosis/diagnosis.ts"
import type { NamedSecret } from "../../diagnosis/variants/secret-variants.ts"
import type { DiagnosedRequest } from "../../diagnosis/search/space.ts"
import { detectProviders } from "../../providers/detect.ts"
import type { VerifyInput } from "../../signing/verification.ts"
import type { Verdict } from "./judge-capture.ts"
import { publishedSecrets } from "../../verdict/judge-request.ts"

/** A search takes as long as a thousand verdicts, and nobody reads the causes of a thousand failures. */
const MOST_DIAGNOSED = 20
/** How many other requests of the same input a signature is held against. */
const MOST_REMEMBERED = 100
const LARGEST_REMEMBERED_BYTES = 64 * 1024

export interface DiagnoserOptions {
  readonly otherSecrets: readonly NamedSecret[]
  readonly got: string | undefined
}

/** Explains failed verdicts, the first of them. */
export class Diagnoser {
  readonly #options: DiagnoserOptions
  readonly #seen: (DiagnosedRequest & { readonly id?: string })[] = []
  #diagnosed = 0
  #passedOver = 0

  constructor(options: DiagnoserOptions) {
    this.#options = options
  }

  /** How many failures were not looked into. */
  get passedOver(): number {
    return this.#passedOver
  }

  /** Why this request failed, or what `--got` is; null where there is nothing to explain, or enough has been. */
  async explain(
    capture: Capture,
    { provider, verification, keys }: Verdict,
    {
      otherUrls,
      ...time
    }: Pick<VerifyInput, "nowMs" | "toleranceSeconds"> & { readonly otherUrls: readonly string[] },
  ): Promise<Diagnosis | null> {
    const { got } = this.#options
    const isExplained = verification.verified && got === undefined
    const cannotBe = provider === null || ["redacted", "unsigned"].includes(verification.reason)
    if (isExplained || cannotBe) return null
    if (this.#diagnosed >= MOST_DIAGNOSED) {
      this.#passedOver += 1
      return null
    }
    this.#diagnosed += 1
    const { secrets, ...published } = keys
    return await diagnose(
      {
        provider,
        request: capture,
        conditions: { ...time, ...published },
        secrets: secrets.map((value, index) => ({ name: `secret ${index + 1}`, value })),
        otherSecrets: [...this.#options.otherSecrets, ...publishedSecrets(provider)],
        otherUrls,
        otherRequests: this.#seen,
        otherProviders: detectProviders(capture),
        ...(got !== undefined && { got }),
      },
      verification,
    )
  }

  /** Remembers a request, so that a later signature that belongs to it is recognised. */
  remember({ id, method, url, headers, body }: Capture): void {
    if (body.length > LARGEST_REMEMBERED_BYTES) return
    this.#seen.push({ method, url, headers, body, ...(id !== undefined && { id }) })
    if (this.#seen.length > MOST_REMEMBERED) this.#seen.shift()
  }
}
