import type { Timer } from "../../domain/clock.ts"
import type { DeliveryStatus } from "../../domain/delivery.ts"
import type { AttemptRow, DeliveryRow, NewDelivery } from "../../store/port.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import type { Exchange } from "./exchange.ts"
import type { BodySource } from "./stored-body.ts"
import type { Waiter } from "./waiter.ts"

/** An attempt at a delivery on its way through a session. */
export interface Flight {
  readonly delivery: Omit<NewDelivery, "body" | "leaseUntil"> | DeliveryRow
  /** Names the lease that this attempt holds. */
  readonly epoch: number
  leaseUntil: number
  readonly body: BodySource
  readonly attempt: number
  readonly kind: RequestInfo["kind"]
  /** The sender that waits for the answer. */
  readonly waiter: Waiter | null
  /** The request is another one than the delivery's own: its sender sent it anew. */
  readonly isRepeated?: boolean
  readonly onSettled?: (attempt: AttemptRow | null) => void
  exchange: Exchange | null
  abandoned: boolean
  /** Runs while its session is gone and another one may come in time. */
  hold: Timer | null
  /** Resolves when its outcome is written down, or it was lost. */
  done: Promise<void>
}

/** What a flight begins with. */
export type Departure = Omit<Flight, "exchange" | "abandoned" | "hold" | "done">

/** A live delivery pushed while it is being committed. */
export interface LiveDelivery {
  /** The app's answer, or null: the inbox's policy answers and whk looks after the delivery. */
  readonly answer: Promise<Exchange | null>
  /** Set when its first attempt is under way already: it is to be stored leased until then. */
  readonly leaseUntil: number | undefined
  /** The commit succeeded. */
  committed(): void
  /** The commit failed: the sender will send it again, the app should stop. */
  abandon(): void
}

/** Where the delivery stood: one that had ended and is replayed by hand is not taken up again when that fails. */
export function statusBefore({ kind, delivery }: Pick<Flight, "kind" | "delivery">): DeliveryStatus {
  return kind === "replay" && "status" in delivery ? delivery.status : "pending"
}
