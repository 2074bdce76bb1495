import { detectProviders } from "../../providers/detect.ts"
import { judgeByEach } from "../../providers/judge.ts"
import type { Provider } from "../../providers/provider.ts"
import type { DeliveryVerdict } from "../../listen/gate.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import type { ListenSecrets } from "./secrets.ts"

/** Judges deliveries as `whk verify` does, at the moment they arrived. */
export class DeliveryJudge {
  readonly #provider: Provider | undefined
  readonly #secrets: Pick<ListenSecrets, "secretsFor">
  #inboxUrl = ""
  #created: string | undefined

  /** Without a provider each delivery is judged as the one whose signature it carries. */
  constructor(provider: Provider | undefined, secrets: Pick<ListenSecrets, "secretsFor">) {
    this.#provider = provider
    this.#secrets = secrets
  }

  /** Where deliveries come in: some schemes sign the address. */
  setInboxUrl(url: string): void {
    this.#inboxUrl = url
  }

  /** The secret of an endpoint that was made for this inbox counts as well. */
  addSecret(secret: string): void {
    this.#created = secret
  }

  async judge(request: RequestInfo, body: Uint8Array | null): Promise<DeliveryVerdict> {
    if (!body) return { verified: false, reason: "too-large" }
    const { method, target, headers, receivedAt: nowMs } = request
    const candidates = this.#provider ? [this.#provider] : detectProviders({ headers, body })
    const best = await judgeByEach(
      candidates,
      { method, url: this.#inboxUrl + target, headers, body, nowMs },
      async (provider) => {
        const secrets = await this.#secrets.secretsFor(provider)
        return { secrets: this.#created === undefined ? secrets : [this.#created, ...secrets] }
      },
    )
    const { verified, reason } = best?.verification ?? { verified: false, reason: "header-missing" }
    return { verified, reason }
  }
}
