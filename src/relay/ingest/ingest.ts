import type { IncomingMessage, ServerResponse } from "node:http"
import type { Clock } from "../../domain/clock.ts"
import { type RequestHead, successStatus } from "../../domain/delivery.ts"
import { firstHeader, type Header, headersFromFlat } from "../../domain/headers.ts"
import { newId } from "../../domain/ids.ts"
import type { NewDelivery, Store } from "../../store/port.ts"
import type { Hub } from "../hub/hub.ts"
import type { InboxLine } from "../hub/inbox-line.ts"
import type { BodySource } from "../hub/stored-body.ts"
import type { Budget } from "./budget.ts"
import { eventTypeOf } from "./event-type.ts"
import type { FreeSpace } from "./free-space.ts"
import { type AnsweredHandshake, answerHandshake } from "./handshake.ts"
import { readBody, type ReceivedBody } from "./read-body.ts"
import { replyForOutcome, replyPlainly, replyWith, replyWithAnswer } from "./reply.ts"

export interface IngestOptions {
  readonly store: Store
  readonly clock: Clock
  readonly hub: Hub
  readonly maxBodyBytes: number
  readonly budget: Budget
  readonly space: Pick<FreeSpace, "isShort" | "lookAgain">
  /** Makes the visit that a handshake asks for; nothing waits for it, and what comes of it is the provider's to say. */
  readonly visit: (url: string) => void
}

/** `/in/<token>` and whatever follows it, raw: `/in/abc//x?a&a=1` leads to `//x?a&a=1`. */
const INGEST_TARGET = /^\/in\/([A-Za-z0-9_-]{8,128})(?=[/?]|$)(.*)$/s

type TakenBody = Exclude<ReceivedBody, { kind: "refused" }>

/** Whether a raw request target is an inbox's. */
export function isIngestTarget(target: string): boolean {
  return INGEST_TARGET.test(target)
}

/** Takes deliveries in: stored first, answered by the app or by the inbox's policy. */
export function createIngest(options: IngestOptions) {
  const { store, clock, hub, space } = options

  return async function ingest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token = "", target = ""] = INGEST_TARGET.exec(request.url ?? "") ?? []
    const line = await hub.lineByToken(token)
    if (!line) return replyPlainly(response, 404, "whk: no such inbox", [["Connection", "close"]])
    const headers = headersFromFlat(request.rawHeaders)
    const nonce = firstHeader(headers, "x-whk-probe")
    if (nonce !== undefined) return answerProbe(line, nonce, response)

    if (await space.isShort()) return refuse(response, "disk-full")
    const declared = Number(request.headers["content-length"] ?? 0)
    if (declared > options.maxBodyBytes) return refuse(response, "too-large")
    if (request.headers.expect !== undefined) response.writeContinue()
    const id = newId("dlv")
    const body = await readBody(request, {
      deliveryId: id,
      maxBytes: options.maxBodyBytes,
      budget: options.budget,
      store,
    })
    if (body.kind === "refused") {
      if (body.why === "not-stored") space.lookAgain()
      return refuse(response, body.why)
    }
    const head = { method: request.method ?? "POST", target, headers }
    const whole = body.kind === "whole" ? body.bytes : undefined
    const handshake =
      whole &&
      (await answerHandshake(line.inbox, {
        request: head,
        body: whole,
        url: hub.urlOf(line.inbox) + target,
        now: clock.now(),
      }))
    const delivery = newDelivery(line, id, head, body)
    if (whole && handshake) await settle(delivery, { body: whole, handshake, response })
    else await accept(line, delivery, body, response)
  }

  /** A handshake is the relay's to answer: stored and settled first, like everything that is acknowledged. */
  async function settle(
    delivery: Omit<NewDelivery, "body">,
    {
      body,
      handshake,
      response,
    }: { body: Uint8Array; handshake: AnsweredHandshake; response: ServerResponse },
  ): Promise<void> {
    const { id, answer, visit } = handshake
    const attempt = {
      id: newId("att"),
      delivery: delivery.id,
      number: 1,
      at: clock.now(),
      url: "relay",
      outcome: "responded",
      status: answer.status,
      elapsedMs: 0,
      detail: null,
      requestHeaders: null,
      responseHeaders: answer.headers,
      responseBody: answer.body,
    } as const
    try {
      await store.insertDelivery({ ...delivery, eventType: `handshake/${id}`, nextAttemptAt: null, body })
      const status = answer.status < 300 ? "delivered" : "answered"
      await store.recordAttempt(attempt, { status, nextAttemptAt: null })
    } catch {
      space.lookAgain()
      return refuse(response, "not-stored")
    }
    if (visit !== null) options.visit(visit)
    replyWith(response, answer, delivery.request.method)
  }

  async function accept(
    line: InboxLine,
    delivery: Omit<NewDelivery, "body">,
    body: TakenBody,
    response: ServerResponse,
  ): Promise<void> {
    const whole = body.kind === "whole" ? body.bytes : null
    if (!line.session && line.inbox.offline === "reject") {
      if (!whole) await store.dropChunks(delivery.id)
      return replyPlainly(response, 503, "whk: nobody listens on this inbox", [["Retry-After", "30"]])
    }
    const commit = store.insertDelivery({ ...delivery, body: whole })
    // A large body is read back from the store, so its push waits for the commit; a small one goes out beside it.
    if (!whole) await commit.catch(() => {})
    const source: BodySource = whole ? { whole } : { chunk: (index) => store.readChunk(delivery.id, index) }
    const live = line.live({ ...delivery, body: whole }, source)
    try {
      await commit
    } catch {
      live?.abandon()
      space.lookAgain()
      return refuse(response, "not-stored")
    }
    live?.committed()
    const exchange = await live?.answer
    const head = await exchange?.head
    if ((!exchange || !head) && (await hub.isGone(line))) {
      // Nobody will ever listen there again: kept as failed, and not acknowledged.
      await giveUp(delivery.id)
      return replyPlainly(response, 404, "whk: no such inbox", [["Connection", "close"]])
    }
    if (!exchange || !head) return replyQueued(line, delivery.id, response)
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
    await store.recordAttempt(attempt, { status: "failed", nextAttemptAt: null })
  }

  function newDelivery(
    { inbox }: InboxLine,
    id: string,
    request: RequestHead,
    body: TakenBody,
  ): Omit<NewDelivery, "body"> {
    const now = clock.now()
    const whole = body.kind === "whole" ? body.bytes : null
    return {
      id,
      workspace: inbox.workspace,
      origin: { kind: "inbox", inbox: inbox.id },
      provider: inbox.provider,
      eventType: eventTypeOf(inbox.provider, request.headers, whole),
      createdAt: now,
      request,
      bodyBytes: body.size,
      nextAttemptAt: now,
      replayOf: null,
    }
  }

  /** A probe is never stored or forwarded, not even one whose listener has gone. */
  async function answerProbe(line: InboxLine, nonce: string, response: ServerResponse): Promise<void> {
    const exchange = line.probe(nonce, {
      delivery: "probe",
      attempt: 1,
      epoch: 0,
      kind: "probe",
      method: "POST",
      target: "",
      headers: [],
      bodyBytes: 0,
      receivedAt: clock.now(),
    })
    const head = await exchange?.head
    if (!exchange || !head) return replyPlainly(response, 409, "whk: not the listener that asked")
    await replyWithAnswer(response, head, exchange, "POST")
  }
}

/** Stored, and nobody there to answer: the status the sender takes for success. */
function replyQueued(line: InboxLine, deliveryId: string, response: ServerResponse): void {
  replyPlainly(response, successStatus(line.success), "", [
    ["X-Whk-Delivery-Id", deliveryId],
    ["X-Whk-Answer", "queued"],
  ])
}

const COME_BACK: readonly Header[] = [["Retry-After", "5"]]

function refuse(
  response: ServerResponse,
  why: "too-large" | "busy" | "disk-full" | "broken-off" | "not-stored",
): void {
  if (why === "too-large")
    replyPlainly(response, 413, "whk: the body is too large", [["Connection", "close"]])
  else if (why === "broken-off") response.destroy()
  else if (why === "busy" || why === "disk-full") {
    const said = why === "busy" ? "too many bytes in flight" : "the disk has too little room"
    // The rest of the body is not read, so nothing more can come on this connection.
    replyPlainly(response, 503, `whk: ${said}`, [...COME_BACK, ["Connection", "close"]])
  } else replyPlainly(response, 503, "whk: could not be stored", COME_BACK)
}
