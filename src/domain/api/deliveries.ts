import type { DeliveryStatus, Outcome, RetryOwner } from "../delivery.ts"
import type { Headers } from "../headers.ts"

export interface DeliveryJson {
  readonly id: string
  /** The event type, as the provider names it. */
  readonly event: string | null
  readonly provider: string | null
  readonly endpoint?: string
  readonly inbox?: string
  readonly createdAt: string
  readonly status: DeliveryStatus
  readonly responseStatus: number | null
  readonly elapsedMs: number | null
  readonly attempts: number
  readonly nextAttemptAt: string | null
  readonly replayOf: string | null
  /** Who tries it again, once that follows from what its sender was told. */
  readonly retries?: RetryOwner
  /** How often its sender sent the same again, if it did. */
  readonly duplicates?: number
  /** These three are absent where a provider's own API was asked, which does not tell them. */
  readonly method?: string
  /** Raw path and query; at an inbox what follows its token. */
  readonly path?: string
  /** Of the body. */
  readonly bytes?: number
  /** What its listener found when it judged the signature; absent where nobody did. */
  readonly verdict?: VerdictJson
}

/** What a listener found of a delivery's signature, in the words of `whk verify --json`. */
export interface VerdictJson {
  readonly verified: boolean
  /** `ok`, `header-missing`, `malformed`, `no-match`, `stale`, `future`, `unsigned`, `downgrade`, `too-large`. */
  readonly reason: string
  /** Why it is not verified, as far as that was proven. */
  readonly causes?: readonly CauseJson[]
}

/** A proven cause: recomputed under it, the signature is the one that arrived. */
export interface CauseJson {
  readonly id: string
  readonly title: string
  readonly proof: string
  readonly fix: string
}

/**
 * `POST /v1/deliveries/:id/verify`: judges a stored delivery as of its arrival, with the inbox's or endpoint's own
 * secret, or with the one given, which is not kept.
 */
export interface VerifyDeliveryJson {
  readonly provider?: string
  readonly secret?: string
}

/** Answer to it. */
export interface VerifiedJson extends VerdictJson {
  /** Null when no header is a known signature header. */
  readonly provider: string | null
  readonly scheme: string | null
  readonly timestamp: {
    readonly value: string
    readonly ageSeconds: number
    /** Null where the scheme states no tolerance. */
    readonly fresh: boolean | null
  } | null
  readonly causes: readonly CauseJson[]
  /** How many hypotheses were tried without a proof; null where a cause was proven or none was searched for. */
  readonly excluded: number | null
  /** Whose secret it was judged with. */
  readonly judgedWith: "inbox" | "endpoint" | "given" | "none"
  /** The provider's recipe in words. */
  readonly rule: string | null
}

/** `GET /v1/deliveries/:id/export?format=http|curl|har|capture`: the delivery written down as a file. */
export interface ExportJson {
  readonly fileName: string
  readonly contentType: string
  readonly bodyBase64: string
}

export interface AttemptJson {
  readonly id: string
  /** 1 for the first. */
  readonly attempt: number
  readonly at: string
  readonly url: string
  readonly outcome: Outcome
  readonly status: number | null
  readonly elapsedMs: number
  readonly detail: string | null
  readonly response: { readonly headers: Headers; readonly bodyBase64: string } | null
}

/** `GET /v1/deliveries/:id`. The request is the delivery as sent last. Bodies above 1 MiB are cut, unless `?body=whole` is asked for; `bodyBytes` tells. */
export interface DeliveryDetailJson extends DeliveryJson {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Headers
    readonly bodyBase64: string
    readonly bodyBytes: number
    /** The stored bytes are not those that were written any more; what is shown of them is. */
    readonly damaged?: boolean
  }
  readonly attemptLog: readonly AttemptJson[]
}

/** Answer to `POST /v1/endpoints/:id/test` and `POST /v1/deliveries/:id/replay`: the delivery after the attempt. */
export interface AttemptedJson {
  readonly delivery: DeliveryJson
  /** Null when no attempt was made yet: nobody listens on the inbox. */
  readonly attempt: AttemptJson | null
}

/**
 * `POST /v1/deliveries/:id/replay`: nothing for a new attempt with the same bytes. With another body, or at an inbox
 * other headers, it makes a new delivery whose `replayOf` is this one; an endpoint's is signed by the relay.
 */
export interface ReplayJson {
  readonly headers?: Headers
  readonly bodyBase64?: string
  /** At an inbox: signed anew, with the secret given, which is not kept, or the inbox's own. */
  readonly resign?: boolean
  readonly secret?: string
  /** By whose scheme; the inbox's, or the one whose signature it carries, unless told otherwise. */
  readonly provider?: string
}

/** `POST /v1/replay`: every ended delivery that fits. `since` is an ISO 8601 time; `failed`: only those given up. */
export interface ReplaySelectionJson {
  readonly endpoint?: string
  readonly inbox?: string
  readonly failed?: boolean
  readonly since?: string
  readonly dryRun?: boolean
}

/** Answer to it: what is due again now, or with `dryRun` what would be. */
export interface ReplaySelectedJson {
  readonly deliveries: readonly DeliveryJson[]
}

/**
 * `GET /v1/changes`: `text/event-stream`. `event: delivery` with a DeliveryJson whenever one is new or changed,
 * `event: missed` when some may have been left out and the list has to be read anew.
 */
export type ChangeEvent = "delivery" | "missed"
