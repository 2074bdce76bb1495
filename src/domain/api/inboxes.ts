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
