import type { AttemptRow, DeliveryRow, InboxRow } from "../../store/port.ts"

/** What the API needs of the dispatcher: it brings events to endpoints. */
export interface DispatcherPort {
  /** Something new is due at an endpoint; returns at once. */
  poke(): void
  /**
   * Makes one attempt now and returns it once it is recorded. A delivery without a due time is tried this once; one
   * that waits for its schedule keeps it. Null when no attempt was made: the delivery is gone or the relay stops.
   */
  attemptNow(deliveryId: string): Promise<AttemptRow | null>
}

/** What the API needs of the tunnel hub: it brings deliveries to listeners. */
export interface ListenerPort {
  /** Whether a session holds the inbox right now. */
  isListening(inboxId: string): boolean
  /** Sends a delivery to the inbox's listener once more; null when nobody listens. Resolves once it is recorded. */
  replay(delivery: DeliveryRow): Promise<AttemptRow | null>
  /** Deliveries of this inbox were put back into its queue; returns at once. */
  poke(inboxId: string): void
  /** The inbox was changed or deleted; whoever listens on it has to claim it anew. Returns at once. */
  inboxChanged(inboxId: string): void
  /** The public address of an inbox. */
  urlOf(inbox: Pick<InboxRow, "token">): string
}
