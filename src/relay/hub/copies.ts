import type { RequestInfo } from "../../tunnel/frames.ts"
import type { Session } from "./session.ts"
import type { BodySource } from "./stored-body.ts"

/** Sends a listener what another one answers for. What its app says is acknowledged, so that it can forget it. */
export function sendCopy(session: Session, info: RequestInfo, body: BodySource): void {
  const exchange = session.push({ ...info, kind: "copy" }, body)
  exchange.discard()
  void exchange.ended.then((end) => {
    if (end !== "lost") session.ack({ delivery: info.delivery, attempt: info.attempt })
  })
}
