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

/** `POST /v1/endpoints/check`: what `POST /v1/endpoints` would say of it; nothing is kept. Takes what is there so far. */
export interface EndpointCheckJson {
  readonly problems: readonly {
    readonly field: "provider" | "url" | "events" | "secret" | "name" | "description" | "active"
    readonly message: string
    readonly hint: string
  }[]
  readonly warnings: readonly string[]
}
