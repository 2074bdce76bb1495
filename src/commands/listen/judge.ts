import { NO_CAUSES } from "../../verdict/judge-request.ts"
import type { VerdictThread } from "../../verdict/verdict-thread.ts"
import { detectProviders } from "../../providers/detect.ts"
import { judgeByEach, type ProviderVerdict } from "../../providers/judge.ts"
import type { Provider } from "../../providers/provider.ts"
import { builtIn } from "../../providers/registry.ts"
import type { DeliveryVerdict } from "../../listen/gate.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import type { ListenSecrets } from "./secrets.ts"

/** Causes are searched for in bodies up to this size. */
const SEARCHED_BYTES = 1024 * 1024

/** Judges deliveries as `whk verify` does, at the moment they arrived. */
export class DeliveryJudge {
  readonly #provider: Provider | undefined
  readonly #secrets: Pick<ListenSecrets, "secretsFor">
  readonly #thread: VerdictThread
  #inboxUrl = ""
  #created: string | undefined

  /**
   * Without a provider each delivery is judged as the one whose signature it carries. The thread searches for causes,
   * one at a time.
   */
  constructor(
    provider: Provider | undefined,
    secrets: Pick<ListenSecrets, "secretsFor">,
    thread: VerdictThread,
  ) {
    this.#provider = provider
    this.#secrets = secrets
    this.#thread = thread
  }

  /** Where deliveries come in: some schemes sign the address. */
  setInboxUrl(url: string): void {
    this.#inboxUrl = url
  }

  /** The secret of an endpoint that was made for this inbox counts as well. */
  addSecret(secret: string): void {
    this.#created = secret
  }

  /** Ends the search that is under way. */
  close(): Promise<void> {
    return this.#thread.close()
  }

  async judge(info: RequestInfo, body: Uint8Array | null): Promise<DeliveryVerdict> {
    if (!body) return { verified: false, reason: "too-large" }
    const { method, target, headers, receivedAt: nowMs } = info
    const candidates = this.#provider ? [this.#provider] : detectProviders({ headers, body })
    const request = { method, url: this.#inboxUrl + target, headers, body }
    const best = await judgeByEach(candidates, { ...request, nowMs }, async (provider) => {
      const secrets = await this.#secrets.secretsFor(provider)
      return { secrets: this.#created === undefined ? secrets : [this.#created, ...secrets] }
    })
    const { verified, reason } = best?.verification ?? { verified: false, reason: "header-missing" }
    return { verified, reason, ...(best && !verified && this.#search(best, request, nowMs)) }
  }

  /**
   * Searches beside the delivery, which does not wait for it; undefined where it is not searched for: the thread is
   * busy, the body large, or the provider one that the thread does not know.
   */
  #search(
    { provider, keys }: ProviderVerdict,
    request: Parameters<typeof detectProviders>[0] & { readonly method: string; readonly url: string },
    nowMs: number,
  ): Pick<DeliveryVerdict, "causes" | "searched"> | undefined {
    const isKnown = builtIn(provider.id) === provider
    if (!isKnown || this.#thread.isBusy || request.body.length > SEARCHED_BYTES) return undefined
    let { causes } = NO_CAUSES
    const job = {
      request,
      provider: provider.id,
      secrets: keys.secrets.map((value, at) => ({ name: `secret ${at + 1}`, value })),
      otherSecrets: [],
      nowMs,
    }
    const searched = this.#thread
      .judge(() => Promise.resolve(job))
      .then(
        (verdict) => {
          causes = verdict.causes
        },
        // Without a cause the verdict stands.
        () => {},
      )
    return { causes: () => causes, searched }
  }
}
