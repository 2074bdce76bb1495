import type { ServerResponse } from "node:http"
import type { Clock } from "../../domain/clock.ts"
import type { Header } from "../../domain/headers.ts"
import { newId } from "../../domain/ids.ts"
import type { DedupeKey, DeliveryRow, NewDelivery, Store } from "../../store/port.ts"
import type { Exchange } from "../hub/exchange.ts"
import type { Hub } from "../hub/hub.ts"
import type { InboxLine } from "../hub/inbox-line.ts"
import type { Space } from "./free-space.ts"
import type { ReceivedBody } from "./read-body.ts"
import type { Refuse } from "./refuse.ts"
import { createRepeats } from "./repeats.ts"
import { replyForOutcome, replyPlainly, replyQueued, replyWithAnswer } from "./reply.ts"

export type TakenBody = Exclude<ReceivedBody, { kind: "refused" }>

/** A delivery but for its body. */
export type Incoming = Omit<NewDelivery, "body" | "leaseUntil">

/** Stores deliveries and answers their senders: with the app's answer, or by the inbox's policy. */
export function createTakeIn({
  store,
  clock,
  hub,
  space,
  refuse,
}: {
  readonly store: Store
  readonly clock: Clock
  readonly hub: Hub
  readonly space: Space
  readonly refuse: Refuse
}) {
  const repeats = createRepeats({ store, clock })

  async function accept(
    line: InboxLine,
    delivery: Incoming,
    body: TakenBody,
    response: ServerResponse,
  ): Promise<void> {
    const whole = body.kind === "whole" ? body.bytes : null
    // A large body is read back from the store, once it is there.
    let commit = Promise.resolve()
    const chunk = async (index: number): Promise<Uint8Array | null> => {
      await commit
      return await store.readChunk(delivery.id, index)
    }
    const live = line.live(delivery, whole ? { whole } : { chunk })
    const leaseUntil = live?.leaseUntil
    commit = store.insertDelivery({
      ...delivery,
      body: whole,
      ...(leaseUntil !== undefined && { leaseUntil }),
    })
    try {
      await commit
    } catch {
      live?.abandon()
      space.lookAgain()
      return refuse(response, "not-stored")
    }
    live?.committed()
    await answerWith(line, delivery, { answer: live?.answer ?? null, response })
  }

  /**
   * A delivery that its provider gives an id of its own. The first of its kind is stored and goes its way; what comes
   * again is answered from the store where that has an answer, and goes to the app once more where its sender was told
   * of a failure. Stored first and then pushed: until then nobody knows whether it is new.
   */
  async function acceptOnce(
    line: InboxLine,
    delivery: Incoming,
    {
      body,
      key,
      response,
    }: { readonly body: TakenBody; readonly key: DedupeKey; readonly response: ServerResponse },
  ): Promise<void> {
    const whole = body.kind === "whole" ? body.bytes : null
    const leaseUntil = line.leaseForNext()
    let first: DeliveryRow | null
    try {
      const lease = leaseUntil !== undefined && { leaseUntil }
      first = await store.insertOnce({ ...delivery, body: whole, ...lease }, key)
    } catch {
      space.lookAgain()
      return refuse(response, "not-stored")
    }
    if (!first) {
      const source = whole ? { whole } : { chunk: (index: number) => store.readChunk(delivery.id, index) }
      const live = line.live(delivery, source, leaseUntil)
      live?.committed()
      return await answerWith(line, delivery, { answer: live?.answer ?? null, response })
    }
    if (!whole) await store.dropChunks(delivery.id)
    const isUnderWay = await repeats.untilSettled(line, first.id)
    const now = isUnderWay ? await store.deliveryById(first.id) : first
    const wasRefused = now?.status === "answered" || now?.status === "failed"
    if (!now || isUnderWay || !wasRefused) return await repeats.answer(response, line, now ?? first)
    const again = await line.again(now, delivery.request)
    if (!again) {
      await store.requeue(now.id, clock.now())
      line.stored()
    }
    await answerWith(
      line,
      { id: now.id, request: delivery.request },
      { answer: again?.answer ?? null, response },
    )
  }

  async function answerWith(
    line: InboxLine,
    delivery: Pick<Incoming, "id" | "request">,
    {
      answer,
      response,
    }: { readonly answer: Promise<Exchange | null> | null; readonly response: ServerResponse },
  ): Promise<void> {
    const exchange = await answer
    const head = await exchange?.head
    if ((!exchange || !head) && (await hub.isGone(line))) {
      // Nobody will ever listen there again: kept as failed, and not acknowledged.
      await giveUp(delivery.id)
      return refuse(response, "unknown-inbox")
    }
    if (!exchange || !head) {
      const hasWaited = answer !== null && line.inbox.respond === "local"
      return replyWithoutAnswer(line, { deliveryId: delivery.id, hasWaited }, response)
    }
    if (head.outcome === "responded")
      return replyWithAnswer(response, head, exchange, delivery.request.method)
    exchange.discard()
    replyForOutcome(response, head)
  }

  async function giveUp(deliveryId: string): Promise<void> {
    const attempt = {
      id: newId("att"),
      delivery: deliveryId,
      number: 1,
      at: clock.now(),
      url: "listener",
      outcome: "blocked",
      status: null,
      elapsedMs: 0,
      detail: "the inbox was deleted",
      requestHeaders: null,
      responseHeaders: null,
      responseBody: null,
    } as const
    const [held] = await store.claim([deliveryId], clock.now())
    if (held) await store.recordAttempt(attempt, { status: "failed", nextAttemptAt: null }, held.epoch)
  }

  return { accept, acceptOnce }
}

/** Nobody answered the sender, which waited for an answer or did not. */
function replyWithoutAnswer(
  line: InboxLine,
  { deliveryId, hasWaited }: { readonly deliveryId: string; readonly hasWaited: boolean },
  response: ServerResponse,
): void {
  const id: Header = ["X-Whk-Delivery-Id", deliveryId]
  // Where the provider is to retry it must not take silence for success.
  if (hasWaited && line.inbox.retries === "provider")
    return replyPlainly(response, 504, "whk: no answer in time", [id, ["X-Whk-Outcome", "timeout"]])
  replyQueued(response, line.rules.success, [id, ["X-Whk-Answer", "queued"]])
}
