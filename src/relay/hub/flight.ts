import type { DeliveryStatus } from "../../domain/delivery.ts"
import type { AttemptRow, DeliveryRow, NewDelivery } from "../../store/port.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import type { Exchange } from "./exchange.ts"
import type { BodySource } from "./stored-body.ts"
import type { Waiter } from "./waiter.ts"

/** A delivery on its way through the current session. */
export interface Flight {
  readonly delivery: NewDelivery | DeliveryRow
  readonly body: BodySource
  readonly attempt: number
  readonly kind: RequestInfo["kind"]
  readonly waiter: Waiter | null
  readonly onSettled?: (attempt: AttemptRow | null) => void
  exchange: Exchange | null
  abandoned: boolean
  /** Resolves when its outcome is written down, or it was lost. */
  done: Promise<void>
}

/** A live delivery pushed while it is being committed. */
export interface LiveDelivery {
  /** The app's answer, or null: the inbox's policy answers and whk looks after the delivery. */
  readonly answer: Promise<Exchange | null>
  /** The commit succeeded. */
  committed(): void
  /** The commit failed: the sender will send it again, the app should stop. */
  abandon(): void
}

/** Where the delivery stood: one that had ended and is replayed by hand is not taken up again when that fails. */
export function statusBefore({ kind, delivery }: Pick<Flight, "kind" | "delivery">): DeliveryStatus {
  return kind === "replay" && "status" in delivery ? delivery.status : "pending"
}
