import type { Headers } from "../headers.ts"
import type { DeliveryJson } from "./deliveries.ts"

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
