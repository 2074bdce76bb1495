import type { DeliveryStatus, Outcome, RetryOwner } from "./delivery.ts"
import type { Headers } from "./headers.ts"

/**
 * The JSON of the relay's management API (`/v1`), which is also what `--json` prints. Times are ISO 8601 with
 * milliseconds. Lists are `ListPage`; errors are Problem Details (`ProblemJson`).
 */
export interface EndpointJson {
  readonly id: string
  readonly provider: string
  readonly url: string
  readonly name: string | null
  readonly description: string | null
  readonly events: readonly string[]
  readonly active: boolean
  /** In the answers to create and rotate only; null when the endpoint has none. */
  readonly secret?: string | null
  /** Since when every attempt failed; absent while none did since the last that was accepted. */
  readonly failingSince?: string
  /** Why the relay switched it off by itself. */
  readonly disabledWhy?: string
  /** How many secrets are valid right now: 2 while a rotation overlaps. */
  readonly secrets: number
  readonly lastDeliveryAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
  /** In the answers to create, update and rotate only: what was taken, but may not do what is hoped for. */
  readonly warnings?: readonly string[]
}

export interface ListPage<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly total: number
}

/** `POST /v1/endpoints`. `events: ["*"]` means all that can be subscribed to. */
export interface CreateEndpointJson {
  readonly provider: string
  readonly url: string
  readonly events: readonly string[]
  readonly name?: string
  readonly description?: string
  readonly secret?: string
  readonly active?: boolean
}

/** `PATCH /v1/endpoints/:id`. `secret` only where the provider sets it by update. */
export interface UpdateEndpointJson {
  readonly url?: string
  readonly events?: readonly string[]
  readonly name?: string | null
  readonly description?: string | null
  readonly active?: boolean
  readonly secret?: string
}

/** `POST /v1/endpoints/:id/rotate`. */
export interface RotateJson {
  readonly secret?: string
  /** How long the old secret stays valid, where the provider's scheme carries two signatures. */
  readonly overlapSeconds?: number
}

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

/** `POST /v1/events`: either the exact body, or data for the provider's envelope, or neither (a sample). */
export interface PublishJson {
  readonly provider: string
  readonly type: string
  readonly id?: string
  readonly data?: unknown
  readonly bodyBase64?: string
  readonly contentType?: string
}

/** Answer to `POST /v1/events`. */
export interface PublishedJson {
  readonly event: {
    readonly id: string
    readonly provider: string
    readonly type: string
    readonly createdAt: string
  }
  readonly deliveries: readonly DeliveryJson[]
  /** Endpoints of the same provider that did not get it, and why. */
  readonly skipped: readonly {
    readonly endpoint: string
    readonly url: string
    readonly why: "inactive" | "not-subscribed"
  }[]
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

/** `GET /v1/audit`: the newest first. `head` is the end of the chain, kept apart from the entries. */
export interface AuditPageJson extends ListPage<AuditEntryJson> {
  readonly head: { readonly number: number; readonly hash: string } | null
}

/** One call that changed something, or what the relay noticed by itself. Each hash covers the entry before. */
export interface AuditEntryJson {
  readonly id: string
  readonly workspace: string
  readonly number: number
  readonly at: string
  /** The id of the API key. */
  readonly actor: string | null
  readonly action: string
  readonly object: string | null
  readonly address: string | null
  readonly detail: string | null
  readonly before: string
  readonly hash: string
}

/** Answer to `POST /v1/workspaces`: the new workspace and its first key, which is shown this once. */
export interface NewWorkspaceJson extends WorkspaceJson {
  readonly key: string
}

/** `GET /v1/workspace`: whose key this is. */
export interface WorkspaceJson {
  readonly id: string
  readonly name: string
  /** The key that asked; an older relay does not say it. */
  readonly keyId?: string
}

export interface StatsJson {
  readonly endpoints: { readonly total: number; readonly active: number; readonly inactive: number }
  readonly events: number
  readonly deliveries: {
    readonly pending: number
    readonly delivered: number
    readonly answered: number
    readonly failed: number
  }
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null }
}

/**
 * `GET /v1/stats/series?from=&to=&points=&endpoint=`: what happened over time, in equal steps from `from` on. Times are
 * ISO 8601; without them the last 24 hours in 48 points.
 */
export interface SeriesJson {
  readonly from: string
  readonly to: string
  readonly stepMs: number
  readonly points: readonly SeriesPointJson[]
}

/**
 * One step: deliveries by when they came and how they stand now. `failed` are those given up, and those whose sender was
 * told of a failure; p50 and p95 are milliseconds that their last answers took, rounded.
 */
export interface SeriesPointJson {
  readonly at: string
  readonly deliveries: number
  readonly failed: number
  readonly p50: number | null
  readonly p95: number | null
}

/**
 * `GET /v1/stats/endpoints?since=`: a ListPage with one for each endpoint that was sent to since then (24 hours, unless
 * told otherwise), the busiest first.
 */
export interface EndpointStatsJson {
  readonly endpoint: string
  readonly deliveries: number
  readonly failed: number
  readonly p50: number | null
  readonly p95: number | null
}

/** `GET /v1/providers`: what a form has to know of each. */
export interface ProviderJson {
  readonly id: string
  readonly name: string
  readonly scheme: string
  readonly managed: string
  readonly schedule: string
  readonly success: string
  readonly timeoutSeconds: number
}

/** `GET /v1/providers/:id`. */
export interface ProviderDetailJson extends ProviderJson {
  readonly events: readonly ProviderEventJson[]
  /** What it asks of an endpoint, a sentence each. */
  readonly rules: readonly string[]
  readonly sources: readonly string[]
  /** Values the provider does not document. */
  readonly assumed: readonly string[]
  readonly canBeInactive: boolean
  readonly canOverlap: boolean
  /** Whether an endpoint's secret may be chosen. */
  readonly secretRule: string | null
}

export interface ProviderEventJson {
  readonly type: string
  readonly title: string
  readonly status: "live" | "coming-soon" | "test-only"
  /** An example of what stands in the envelope's data. */
  readonly sample: unknown
}

/** `POST /v1/endpoints/check`: what `POST /v1/endpoints` would say of it; nothing is kept. Takes what is there so far. */
export interface EndpointCheckJson {
  readonly problems: readonly {
    readonly field: "provider" | "url" | "events" | "secret" | "name" | "description" | "active"
    readonly message: string
    readonly hint: string
  }[]
  readonly warnings: readonly string[]
}

/** `POST /v1/events/preview`: the signed request that `POST /v1/events` would send; nothing is sent. */
export interface PreviewJson extends PublishJson {
  /** Signed with its secret; without one with a secret made up for this preview. */
  readonly endpoint?: string
}

/** Answer to it. */
export interface PreviewedJson {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Headers
    readonly bodyBase64: string
  }
  readonly signedWith: "endpoint" | "example" | "nothing"
  /** Which of its headers carry the signature, as the provider writes them; none where it stands in the body. */
  readonly signatureHeaders: readonly string[]
  /** Who would get it now. */
  readonly endpoints: readonly { readonly id: string; readonly url: string }[]
}

/**
 * `GET /v1/changes`: `text/event-stream`. `event: delivery` with a DeliveryJson whenever one is new or changed,
 * `event: missed` when some may have been left out and the list has to be read anew.
 */
export const CHANGE_EVENTS = ["delivery", "missed"] as const

/** Answer to `POST /v1/inspector/codes`: opens the page once, within 60 seconds. `url` carries it behind a `#`. */
export interface InspectorCodeJson {
  readonly code: string
  readonly url: string
  readonly expiresAt: string
}

/** Answer to `POST /v1/inspector/sessions` with `{code}`: a key that ends by itself, for the page alone. */
export interface InspectorSessionJson {
  readonly token: string
  readonly expiresAt: string
}

export interface InboxJson {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly provider: string | null
  /** Whether the relay was given the secret of its senders; the secret itself is never shown. */
  readonly hasSecret: boolean
  readonly listening: boolean
  readonly pending: number
  readonly createdAt: string
}

/** `POST /v1/inboxes`: makes the inbox, or changes the one of that name. */
export interface SaveInboxJson {
  readonly name: string
  readonly provider?: string | null
  /** What a sender gets while nobody listens: success and a place in the queue (the default), or 503. */
  readonly offline?: "queue" | "reject"
  /** What the relay answers the provider's handshakes with; null takes it away. */
  readonly secret?: string | null
  readonly verifyToken?: string | null
}

export interface KeyJson {
  readonly id: string
  readonly name: string
  /** In the answer to create only. */
  readonly key?: string
  readonly lastFour: string
  readonly createdAt: string
  readonly revokedAt: string | null
}

/** `GET /healthz`, without a key: which relay this is. */
export interface HealthJson {
  readonly status: "ok"
  readonly instance: string
  readonly version: string
}

/** RFC 9457. `code` is a WhkError code; the hint says what to do. */
export interface ProblemJson {
  readonly type: "about:blank"
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly hint: string
}
